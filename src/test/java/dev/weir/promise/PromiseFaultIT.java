package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether the checker detects duplicates: a Weir without idempotence must fail the check. */
class PromiseFaultIT {

    private static final String CHANNEL = "mp.messaging.outgoing.records-all-out.";

    /** No idempotence, and a delivery timeout that allows a retry after a pause of four seconds. */
    private static final Map<String, String> CARELESS = Map.of(
            CHANNEL + "acks",
            "1",
            CHANNEL + "enable.idempotence",
            "false",
            CHANNEL + "delivery.timeout.ms",
            "20000",
            "weir.produce.timeout",
            "25s");

    @Test
    void duplicates_of_a_producer_without_idempotence_are_found() {
        try (var broker = TestBroker.another("careless")) {
            broker.start();
            try (var run = Run.start("planted fault: acks 1, no idempotence", broker.bootstrapServers(), CARELESS)
                    .send(16)) {
                for (int i = 0; i < 2; i++) {
                    run.goOn(Duration.ofSeconds(1));
                    broker.pause();
                    try {
                        run.goOn(Duration.ofSeconds(4));
                    } finally {
                        broker.resume();
                    }
                    run.healed();
                }

                assertThat(run.end("must find duplicates").of(Rule.DUPLICATE)).isNotEmpty();
            }
        }
    }
}

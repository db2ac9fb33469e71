package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether the checker bites: a Weir that is told to send as gateways commonly do must be found out. */
class PromiseFaultIT {

    private static final String CHANNEL = "mp.messaging.outgoing.records-all-out.";

    /** No idempotence, and time enough to try again after a silence of four seconds. */
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
    void duplicates_are_found_where_a_retry_is_not_recognised() {
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

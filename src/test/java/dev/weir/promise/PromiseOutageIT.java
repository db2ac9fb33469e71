package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The delivery guarantee for many connections while Kafka is unavailable. */
class PromiseOutageIT {

    private static final int CONNECTIONS = 300;
    /**
     * Until the circuit breaker is open: after a stall of 1 s, or a failed check of the monitor, which runs each
     * second.
     */
    private static final Duration NOTICE = Duration.ofSeconds(3);

    private static final Duration RETURN = Duration.ofSeconds(15);
    /** On a busy machine a new Weir takes seconds for the first requests of so many connections. */
    private static final int FIRST = CONNECTIONS / 10;

    private static final int WARM = 3_000;

    private static final long MAX_GROWTH = 100;

    @Test
    void is_kept_while_kafka_is_gone() {
        try (var broker = TestBroker.another("outage")) {
            broker.start();
            try (var run = Run.start("Kafka gone, 300 connections", broker.bootstrapServers())
                    .send(FIRST)
                    .warm(WARM)
                    .sendMore(CONNECTIONS - FIRST)
                    .warm(2 * WARM)) {
                run.goOn(Duration.ofSeconds(Form.either(4, 10)));
                broker.kill();
                run.goOn(NOTICE);
                long noticed = System.nanoTime();
                long before = run.weir().residentMegabytes();
                run.goOn(Duration.ofSeconds(Form.either(5, 60)));
                long over = System.nanoTime();
                long after = run.weir().residentMegabytes();
                broker.start();
                run.healed();

                var outage = run.history().between(noticed, over);
                var violations = run.end("%d requests in the outage, p99 %d ms; resident %d MB before, %d MB after"
                        .formatted(
                                outage.attempts().size(),
                                new Timings(outage).percentile(99).toMillis(),
                                before,
                                after));

                assertThat(violations.lines()).isEmpty();
                assertThat(outage.attempts()).isNotEmpty().allMatch(attempt -> attempt.status() == 503);
                assertThat(after - before).isLessThan(MAX_GROWTH);
                assertThat(new Timings(run.history()).recoveries())
                        .allMatch(recovery -> recovery.took().compareTo(RETURN) < 0);
            }
        }
    }
}

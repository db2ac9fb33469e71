package dev.weir.promise;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The delivery guarantee when Weir is stopped under load, or killed. */
class PromiseStopIT {

    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int CLIENTS = 16;

    private static BrokerProcess broker;

    @BeforeAll
    static void start() {
        broker = TestBroker.another("stop");
        broker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void is_kept_when_weir_is_stopped() {
        try (var run = Run.start("stopped", broker.bootstrapServers()).send(CLIENTS)) {
            for (int i = 0; i < Form.either(1, 5); i++) {
                run.goOn(CALM);
                var begun = System.nanoTime();
                run.weir().terminate();

                var readiness = readinessUntilTheEnd(run.weir());
                // The first checks may precede the signal; where little is in flight the next one finds no Weir.
                assertThat(readiness.stream().dropWhile(status -> status == 200))
                        .isNotEmpty()
                        .allMatch(status -> status == 503 || status == 0);
                assertThat(System.nanoTime() - begun).isLessThan(STOP.toNanos());
                run.weir().start();
                run.healed();
            }
            var violations = run.end(run.unanswered() + " requests without an answer");

            assertThat(run.writtenWithoutAnswer()).isEmpty();
            assertThat(violations.lines()).isEmpty();
        }
    }

    @Test
    void is_kept_when_weir_is_killed() {
        try (var run = Run.start("killed", broker.bootstrapServers()).send(CLIENTS)) {
            for (int i = 0; i < Form.either(1, 5); i++) {
                run.goOn(CALM);
                run.weir().kill();
                run.weir().start();
                run.healed();
            }

            assertThat(run.end(run.unanswered() + " requests without an answer").lines())
                    .isEmpty();
        }
    }

    /** The readiness check from the start of the shutdown. */
    private static List<Integer> readinessUntilTheEnd(WeirProcess weir) {
        List<Integer> statuses = new ArrayList<>();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(STOP.plusSeconds(5))
                .until(() -> {
                    statuses.add(weir.readiness());
                    return !weir.isRunning();
                });
        return statuses;
    }
}

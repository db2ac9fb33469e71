package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The delivery guarantee while the only broker is paused, or killed. */
class PromiseBrokerIT {

    /** The first is shorter than the producer's delivery timeout, so that a retry succeeds; the second is longer. */
    private static final List<Duration> SILENCES = List.of(Duration.ofSeconds(3), Duration.ofSeconds(5));

    private static final Duration NOTICE = Duration.ofMillis(1_500);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final int CLIENTS = 16;

    private static BrokerProcess broker;

    @BeforeAll
    static void start() {
        broker = TestBroker.another("promise");
        broker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void is_kept_while_the_broker_is_silent() {
        try (var run = Run.start("broker paused", broker.bootstrapServers()).send(CLIENTS)) {
            for (int i = 0; i < Form.either(1, 2); i++) {
                SILENCES.forEach(silence -> silence(run, silence));
            }

            assertThat(run.goOn(CALM).end().lines()).isEmpty();
        }
    }

    @Test
    void is_kept_while_the_broker_is_dead() {
        try (var run = Run.start("broker killed", broker.bootstrapServers()).send(CLIENTS)) {
            for (int i = 0; i < Form.either(1, 3); i++) {
                run.goOn(CALM);
                broker.kill();
                broker.start();
                run.healed();
            }

            assertThat(run.goOn(CALM).end().lines()).isEmpty();
        }
    }

    /** Starts more clients during the pause, because all others wait for their responses. */
    private static void silence(Run run, Duration silence) {
        run.goOn(CALM);
        broker.pause();
        try {
            run.goOn(NOTICE).sendMore(CLIENTS).goOn(silence.minus(NOTICE));
        } finally {
            broker.resume();
        }
        run.healed();
    }
}

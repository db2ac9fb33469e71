package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promise while the only broker is silent, or gone. */
class PromiseBrokerIT {

    private static final Duration SILENCE = Duration.ofSeconds(5);
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
                run.goOn(CALM);
                broker.pause();
                try {
                    run.goOn(SILENCE);
                } finally {
                    broker.resume();
                }
                run.healed();
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
}

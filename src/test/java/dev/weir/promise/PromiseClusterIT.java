package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestCluster;
import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The delivery guarantee while the leaders of a cluster are killed one after the other. */
class PromiseClusterIT {

    private static final int CLIENTS = 12;
    private static final Duration DOWN = Duration.ofSeconds(8);
    private static final Duration NOTICE = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(2);

    @Test
    void is_kept_while_leaders_are_killed() {
        try (var cluster = TestCluster.start();
                var run = Run.start("leader killed", cluster.bootstrapServers()).send(CLIENTS)) {
            for (int i = 0; i < Form.either(1, 5); i++) {
                run.goOn(CALM);
                var leader = cluster.leaderOf(run.topic(), 0);
                cluster.node(leader).kill();
                // The cluster must elect another leader: then the fault is over.
                run.healed();
                cluster.node(leader).start();
                cluster.awaitInSync(run.topic(), 0, 3);
            }

            assertThat(run.goOn(CALM).end().lines()).isEmpty();
        }
    }

    /**
     * With one of three brokers no record gets two replicas; rejected records are not stored, unknown ones at most
     * once.
     */
    @Test
    void is_kept_while_two_of_three_brokers_are_down() {
        try (var cluster = TestCluster.start(Map.of("min.insync.replicas", "2"));
                var run = Run.start("two of three down", cluster.bootstrapServers())
                        .send(CLIENTS)) {
            run.goOn(CALM);
            cluster.node(1).kill();
            cluster.node(2).kill();
            var down = System.nanoTime();
            run.goOn(DOWN);
            Deadlines.await("an answer while nothing can be stored").until(() -> !run.history()
                    .between(down + NOTICE.toNanos(), System.nanoTime())
                    .attempts()
                    .isEmpty());

            // Requests that were sent just before may succeed; later ones must not.
            assertThat(run.history().acknowledgedSince(down + NOTICE.toNanos())).isZero();
            assertThat(run.history()
                            .between(down + NOTICE.toNanos(), System.nanoTime())
                            .attempts())
                    .isNotEmpty()
                    .allMatch(attempt -> attempt.status() == 503 || attempt.status() == 504);

            cluster.node(1).start();
            cluster.node(2).start();
            cluster.awaitInSync(run.topic(), 0, 3);
            run.healed();

            assertThat(run.goOn(CALM).end().lines()).isEmpty();
        }
    }
}

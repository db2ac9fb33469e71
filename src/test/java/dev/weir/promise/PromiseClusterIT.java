package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The promise while the leaders of a cluster are killed one after the other. */
class PromiseClusterIT {

    private static final int CLIENTS = 12;
    private static final Duration CALM = Duration.ofSeconds(2);

    @Test
    void is_kept_while_leaders_are_killed() {
        try (var cluster = TestCluster.start();
                var run = Run.start("leader killed", cluster.bootstrapServers()).send(CLIENTS)) {
            for (int i = 0; i < Form.either(1, 5); i++) {
                run.goOn(CALM);
                var leader = cluster.leaderOf(run.topic(), 0);
                cluster.node(leader).kill();
                // The cluster has to go on without it: this is what has healed.
                run.healed();
                cluster.node(leader).start();
                cluster.awaitInSync(run.topic(), 0, 3);
            }

            assertThat(run.goOn(CALM).end().lines()).isEmpty();
        }
    }
}

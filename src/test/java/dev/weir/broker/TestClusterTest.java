package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestClusterTest {

    private static final Duration TIMEOUT = Deadlines.seconds(90);

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void a_killed_leader_is_replaced_and_rejoins() throws Exception {
        var records = Records.create(cluster.bootstrapServers(), "leader-killed");
        records.send("with all", TIMEOUT);
        var leader = cluster.leaderOf("leader-killed", 0);

        cluster.node(leader).kill();
        records.send("with two", TIMEOUT);
        cluster.awaitInSync("leader-killed", 0, 2);
        assertThat(cluster.leaderOf("leader-killed", 0)).isNotEqualTo(leader);

        cluster.node(leader).start();
        cluster.awaitInSync("leader-killed", 0, 3);
        assertThat(records.values()).containsExactly("with all", "with two");
    }

    @Test
    void a_paused_leader_is_replaced_and_rejoins() throws Exception {
        var records = Records.create(cluster.bootstrapServers(), "leader-paused");
        var leader = cluster.leaderOf("leader-paused", 0);

        cluster.node(leader).pause();
        cluster.awaitInSync("leader-paused", 0, 2);
        records.send("with two", TIMEOUT);
        cluster.node(leader).resume();

        cluster.awaitInSync("leader-paused", 0, 3);
        assertThat(records.values()).containsExactly("with two");
    }

    @Test
    void a_stopped_node_hands_leadership_over_first() throws Exception {
        var records = Records.create(cluster.bootstrapServers(), "leader-stopped");
        var leader = cluster.leaderOf("leader-stopped", 0);

        cluster.node(leader).stop();
        records.send("with two", TIMEOUT);
        cluster.node(leader).start();

        cluster.awaitInSync("leader-stopped", 0, 3);
        assertThat(records.values()).containsExactly("with two");
    }
}

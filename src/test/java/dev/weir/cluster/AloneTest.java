package dev.weir.cluster;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.kafka.KafkaAdmin;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;

/** A Weir without {@code weir.cluster.name} has nothing of a cluster. */
@QuarkusTest
class AloneTest {

    @Inject
    KafkaAdmin admin;

    @Inject
    ClusterMembership membership;

    @Test
    void it_makes_no_topic_and_joins_no_group() throws ExecutionException, InterruptedException {
        assertThat(admin.admin().listTopics().names().get()).noneMatch(name -> name.equals("weir.instances"));
        // Nodes of other tests have left theirs.
        assertThat(admin.admin().listGroups().all().get())
                .noneMatch(group -> NodeGroups.contain(group.groupId())
                        && group.groupState().filter(GroupState.STABLE::equals).isPresent());
    }

    @Test
    void it_has_no_thread_no_health_check_and_no_metrics() {
        assertThat(membership.isOn()).isFalse();
        assertThat(membership.consumer()).isNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("weir-cluster-node"));
        when().get("/q/health/ready").then().body("checks.name", not(hasItem("cluster")));
        assertThat(when().get("/q/metrics").asString()).doesNotContain("weir_cluster");
    }

    @Test
    void it_lists_no_nodes() {
        when().get("/cluster/nodes")
                .then()
                .statusCode(200)
                .body("name", nullValue())
                .body("nodes", empty())
                .body("unowned", empty());
    }
}

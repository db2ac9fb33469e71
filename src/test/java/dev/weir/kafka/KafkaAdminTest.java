package dev.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.TestBroker;
import dev.weir.model.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAdminTest {

    private final KafkaAdmin admin = KafkaAdmin.to(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void there_is_one_client() {
        assertThat(admin.admin()).isSameAs(admin.admin());
    }

    @Test
    void a_closed_client_is_replaced() {
        var first = admin.admin();
        first.close(Duration.ZERO);

        assertThatThrownBy(() -> clusterId()).isInstanceOf(Failure.class);

        assertThat(admin.admin()).isNotSameAs(first);
        assertThat(clusterId()).isNotBlank();
    }

    @Test
    void a_client_that_was_closed_during_a_request_for_many_keys_is_replaced() {
        var first = admin.admin();
        first.close(Duration.ZERO);

        assertThatThrownBy(() -> done(admin.readEach(
                        List.of("a", "b"),
                        admin -> admin.describeTopics(List.of("a", "b")).topicNameValues()::get,
                        Set.of())))
                .isInstanceOf(Failure.class);

        assertThat(admin.admin()).isNotSameAs(first);
    }

    @Test
    void a_closed_admin_client_stays_closed() {
        admin.admin();
        admin.close();

        assertThatThrownBy(() -> clusterId()).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> clusterId()).isInstanceOf(Failure.class);
    }

    @Test
    void keys_with_a_tolerated_failure_are_omitted() {
        var found = done(admin.readEach(
                List.of("AdminWireTest.never"),
                admin -> admin.describeTopics(List.of("AdminWireTest.never")).topicNameValues()::get,
                Set.of(Failure.Kind.NOT_FOUND)));

        assertThat(found).isEmpty();
    }

    @Test
    void any_other_failure_of_a_key_fails_the_request() {
        assertThatThrownBy(() -> done(admin.readEach(
                        List.of("AdminWireTest.never"),
                        admin -> admin.describeTopics(List.of("AdminWireTest.never"))
                                .topicNameValues()::get,
                        Set.of(Failure.Kind.UNAVAILABLE))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
    }

    @Test
    void a_cluster_that_is_away_is_unavailable_and_a_command_to_it_of_unknown_outcome() {
        try (var nowhere = KafkaAdmin.to(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            var asked = nowhere.read(admin -> admin.describeCluster().clusterId());
            var told = nowhere.write(
                    admin -> admin.deleteTopics(List.of("AdminWireTest")).all());

            assertThat(asked.toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(7))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE));
            assertThat(told.toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(7))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.kind())
                            .isEqualTo(Failure.Kind.UNKNOWN_OUTCOME));
        }
    }

    private String clusterId() {
        return done(admin.read(admin -> admin.describeCluster().clusterId()));
    }

    private static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (Exception failed) {
            throw KafkaFailures.ofRead(failed);
        }
    }
}

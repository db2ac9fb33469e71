package dev.weir.groups.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ManualTicker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnTopic.class)
class GroupIndexTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final ManualTicker ticker = new ManualTicker();
    private final KafkaAdmin admin = new KafkaAdmin(Map.of("bootstrap.servers", TestBroker.bootstrapServers()), ticker);
    private final GroupIndex index = new GroupIndex(admin, MAX_AGE);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void an_index_is_used_for_ten_seconds_and_renewed_behind_the_next_request(TestTopic topic) throws Exception {
        commit(topic, "first");
        assertThat(groups(topic)).containsExactly("first." + topic);
        commit(topic, "second");

        ticker.advance(MAX_AGE);
        assertThat(groups(topic)).containsExactly("first." + topic);

        ticker.advance(Duration.ofNanos(1));
        assertThat(groups(topic)).as("the request that renews").containsExactly("first." + topic);
        Deadlines.await("the renewed index")
                .untilAsserted(() -> assertThat(groups(topic)).containsExactly("first." + topic, "second." + topic));
    }

    @Test
    void an_index_of_more_than_twenty_seconds_is_not_used(TestTopic topic) throws Exception {
        commit(topic, "first");
        assertThat(groups(topic)).containsExactly("first." + topic);
        commit(topic, "second");

        ticker.advance(MAX_AGE.multipliedBy(2).plusNanos(1));

        assertThat(groups(topic)).containsExactly("first." + topic, "second." + topic);
    }

    private List<String> groups(TestTopic topic) throws Exception {
        return index.byTopic().toCompletableFuture().get().get(topic.name()).stream()
                .map(IndexedGroup::group)
                .toList();
    }

    private static void commit(TestTopic topic, String group) {
        TestTopic.kafka()
                .consumerGroups()
                .alterOffsets(
                        group + "." + topic, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(0)));
    }
}

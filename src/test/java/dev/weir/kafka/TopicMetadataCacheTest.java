package dev.weir.kafka;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.TestBroker;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicMetadataCacheTest {

    private static final Duration ABSENT_TIME = Duration.ofMillis(500);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(30);

    private final KafkaAdmin admin = KafkaAdmin.to(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
    private final ManualTicker ticker = new ManualTicker();
    private final TopicMetadataCache cache = new TopicMetadataCache(admin, ticker);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void a_missing_topic_is_looked_up_again_after_half_a_second() throws Exception {
        var topic = new TopicName("TopicMetadataCacheTest.missing");
        assertMissing(topic);
        create(topic, 2);

        ticker.advance(ABSENT_TIME.minusNanos(1));
        assertMissing(topic);

        ticker.advance(Duration.ofNanos(1));
        assertThat(partitions(topic)).isEqualTo(2);
    }

    @Test
    void an_existing_topic_is_refreshed_behind_a_look_up() throws Exception {
        var topic = new TopicName("TopicMetadataCacheTest.refreshed");
        create(topic, 1);
        assertThat(partitions(topic)).isEqualTo(1);
        done(admin.admin()
                .createPartitions(Map.of(topic.value(), NewPartitions.increaseTo(3)))
                .all());

        ticker.advance(REFRESH_INTERVAL.minusNanos(1));
        assertThat(partitions(topic)).isEqualTo(1);

        ticker.advance(Duration.ofNanos(2));
        await().atMost(Deadlines.seconds(10)).until(() -> partitions(topic) == 3);
    }

    @Test
    void a_forgotten_topic_is_looked_up_at_once() throws Exception {
        var topic = new TopicName("TopicMetadataCacheTest.forgotten");
        create(topic, 1);
        assertThat(partitions(topic)).isEqualTo(1);
        done(admin.admin().deleteTopics(List.of(topic.value())).all());
        assertThat(partitions(topic)).isEqualTo(1);

        cache.forget(topic);

        assertMissing(topic);
    }

    private int partitions(TopicName topic) {
        return cache.partitions(topic).toCompletableFuture().join();
    }

    private void assertMissing(TopicName topic) {
        assertThatThrownBy(() -> partitions(topic))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
    }

    private void create(TopicName topic, int partitions) throws Exception {
        done(admin.admin()
                .createTopics(List.of(new NewTopic(topic.value(), partitions, (short) 1)))
                .all());
    }

    private static void done(KafkaFuture<Void> change) throws Exception {
        change.get(10, TimeUnit.SECONDS);
    }
}

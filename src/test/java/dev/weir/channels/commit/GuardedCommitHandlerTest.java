package dev.weir.channels.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.deadletter.UndecodableMarker;
import dev.weir.channels.supervision.ChannelReadiness;
import dev.weir.testing.Deadlines;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commits of the connector on a consumer that only takes notes. */
class GuardedCommitHandlerTest {

    private static final TopicPartition AT = new TopicPartition("orders", 0);

    private final Vertx vertx = Vertx.vertx();
    private final ChannelReadiness readiness = new ChannelReadiness();
    private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new CopyOnWriteArrayList<>();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final Channel channel = new Channel();
    private final GuardedCommitHandler handler =
            new GuardedCommitHandler(vertx, throttled(), readiness.expect("orders-in", null), channel);

    @BeforeEach
    void assign() {
        consumer.assign(Set.of(AT));
        handler.capture(vertx.getOrCreateContext().getDelegate());
        handler.partitionsAssigned(List.of(AT));
    }

    @AfterEach
    void close() {
        handler.terminate(false);
        vertx.closeAndAwait();
    }

    @Test
    void the_offset_behind_the_handled_records_is_committed() {
        var first = received(record(0));
        var second = received(record(1));
        acknowledge(second);
        acknowledge(first);

        Deadlines.await("a commit")
                .untilAsserted(() -> assertThat(commits).contains(Map.of(AT, new OffsetAndMetadata(2))));
        assertThat(commits).doesNotContain(Map.of(AT, new OffsetAndMetadata(1)));
    }

    @Test
    void a_record_of_a_paused_channel_is_handed_on_when_the_pause_ends() {
        var end = new CompletableFuture<Void>();
        channel.paused = Optional.of(end);
        var record = record(0);

        var handedOn = onContext(() -> handler.received(record)).toCompletableFuture();
        assertThat(handedOn).isNotDone();
        end.complete(null);

        assertThat(handedOn).succeedsWithin(Deadlines.seconds(10)).isSameAs(record);
    }

    @Test
    void an_undecodable_record_is_rejected_and_not_handed_on() {
        var marker = new UndecodableMarker(false, "{".getBytes(UTF_8), new IllegalArgumentException("no JSON"));
        var record = record(0, marker);

        assertThat(received(record)).isNull();

        assertThat(steps)
                .containsExactly("reject 0: The value cannot be decoded: java.lang.IllegalArgumentException: no JSON");
    }

    @Test
    void a_terminated_channel_rejects_the_record_in_hand() {
        received(record(0));
        handler.rejectInHand(new IllegalStateException("defect"))
                .toCompletableFuture()
                .join();

        assertThat(steps).containsExactly("reject 0: defect");
    }

    @Test
    void a_terminated_channel_rejects_no_acknowledged_record() {
        acknowledge(received(record(0)));

        handler.rejectInHand(new IllegalStateException("defect"))
                .toCompletableFuture()
                .join();

        assertThat(steps).isEmpty();
    }

    @Test
    void records_that_are_held_back_are_committed_before_their_partition_is_revoked() {
        var record = received(record(0));
        channel.finish = () -> acknowledge(record);

        handler.partitionsRevoked(List.of(AT));

        assertThat(steps).containsExactly("revoking [orders-0]", "commit revoked [orders-0]");
        assertThat(consumer.committed(Set.of(AT))).containsEntry(AT, new OffsetAndMetadata(1));
    }

    @Test
    void the_channel_is_ready_while_its_consumer_is_a_member() {
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

        handler.partitionsRevoked(List.of(AT));
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

        handler.partitionsAssigned(List.of());
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void only_a_graceful_end_handles_records_that_are_held_back() {
        handler.terminate(false);
        assertThat(steps).isEmpty();

        handler.terminate(true);
        assertThat(steps).containsExactly("closing");
    }

    private void acknowledge(IncomingKafkaRecord<String, String> record) {
        handler.handle(record).await().atMost(Deadlines.seconds(10));
    }

    private IncomingKafkaRecord<String, String> received(IncomingKafkaRecord<String, String> record) {
        return onContext(() -> handler.received(record))
                .toCompletableFuture()
                .orTimeout(Deadlines.seconds(10).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** The connector receives records on the event loop of the channel. */
    private <T> CompletionStage<T> onContext(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(handler::runOnContext)
                .chain(work::get)
                .subscribeAsCompletionStage();
    }

    private IncomingKafkaRecord<String, String> record(long offset, Header... headers) {
        var record = new ConsumerRecord<>("orders", 0, offset, "key", "value");
        List.of(headers).forEach(record.headers()::add);
        return new IncomingKafkaRecord<>(record, "orders-in", 0, handler, new Rejections(), false);
    }

    private KafkaThrottledLatestProcessedCommit throttled() {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "channel-name",
                                "orders-in",
                                "value.deserializer",
                                "unused",
                                "auto.commit.interval.ms",
                                "20",
                                "throttled.unprocessed-record-max-age.ms",
                                "0"),
                        "test",
                        100))
                .build();
        return new KafkaThrottledLatestProcessedCommit.Factory()
                .create(
                        new KafkaConnectorIncomingConfiguration(config),
                        vertx,
                        connectorConsumer(),
                        (failure, fatal) -> {
                            throw new AssertionError(failure);
                        });
    }

    private KafkaConsumer<?, ?> connectorConsumer() {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "configuration" -> Map.of("group.id", "shipping");
                    case "committed" -> Uni.createFrom().item(Map.of());
                    case "unwrap" -> consumer;
                    case "commit" -> {
                        @SuppressWarnings("unchecked")
                        var offsets = (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                        commits.add(offsets);
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private final class Channel implements GuardedCommitHandler.Guard, PartitionListener {

        private Optional<CompletionStage<Void>> paused = Optional.empty();
        private Runnable finish = () -> {};

        @Override
        public Optional<CompletionStage<Void>> paused() {
            return paused;
        }

        @Override
        public PartitionListener partitions() {
            return this;
        }

        @Override
        public void revoking(Collection<TopicPartition> partitions) {
            steps.add("revoking " + partitions);
            finish.run();
        }

        @Override
        public void closing() {
            steps.add("closing");
            finish.run();
        }

        @Override
        public void commitRevoked(Collection<TopicPartition> revoked) {
            steps.add("commit revoked " + revoked);
        }
    }

    private final class Rejections implements KafkaFailureHandler {

        @Override
        public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
            steps.add("reject %d: %s".formatted(record.getOffset(), reason.getMessage()));
            return Uni.createFrom().voidItem();
        }
    }
}

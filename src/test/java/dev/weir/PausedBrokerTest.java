package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.groups.GroupChanges;
import dev.weir.groups.GroupLags;
import dev.weir.groups.Groups;
import dev.weir.groups.OffsetReset;
import dev.weir.groups.ResetRequest;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.NameSelection;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import dev.weir.testing.Deadlines;
import dev.weir.topics.NewTopicSpec;
import dev.weir.topics.TopicChange;
import dev.weir.topics.TopicChanges;
import dev.weir.topics.TopicSizes;
import dev.weir.topics.TopicTruncation;
import dev.weir.topics.Topics;
import dev.weir.topics.Truncation;
import dev.weir.topics.cluster.ClusterInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Administration of a broker that keeps its connections and does not respond: a timeout is never a 500. */
class PausedBrokerTest {

    private static final TopicName TOPIC = new TopicName("PausedBrokerTest");
    private static final GroupId GROUP = new GroupId("PausedBrokerTest");

    private static BrokerProcess broker;
    private static KafkaAdmin admin;

    @BeforeAll
    static void start() {
        broker = TestBroker.another("paused");
        broker.start();
        admin = KafkaAdmin.to(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "default.api.timeout.ms",
                "1500",
                "request.timeout.ms",
                "1000"));
        join(changes(admin).create(new NewTopicSpec(TOPIC, 1, null, Map.of(), false)));
        broker.pause();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.kill();
    }

    static List<Arguments> questions() {
        return List.of(
                call("topics", wire -> new Topics(admin).names(true)),
                call("a topic", wire -> new Topics(admin).describe(TOPIC, true)),
                call("a partition", wire -> new Topics(admin).partition(TOPIC, 0)),
                call("sizes", wire -> new TopicSizes(admin).summaries(List.of(TOPIC.value()))),
                call("a size", wire -> new TopicSizes(admin).size(TOPIC)),
                call("offsets", wire -> new TopicSizes(admin).offsets(TOPIC, 0)),
                call("brokers", wire -> new ClusterInfo(admin).brokers()),
                call("the cluster", wire -> new ClusterInfo(admin).describe()),
                call("the version", wire -> new ClusterInfo(admin).metadataVersion()),
                call("groups", wire -> new GroupLags(admin).summaries(NameSelection.ALL, group -> true, true)),
                call("a group", wire -> new Groups(admin).describe(GROUP)),
                call("a lag", wire -> new GroupLags(admin).lag(GROUP)),
                call("a count", wire -> new TopicMetadataCache(admin).partitions(TOPIC)));
    }

    static List<Arguments> commands() {
        var reset = new ResetRequest(OffsetExpression.EARLIEST, null, null, false);
        return List.of(
                call("create", wire -> changes(admin).create(new NewTopicSpec(TOPIC, 1, null, Map.of(), false))),
                call("change", wire -> changes(admin).change(TOPIC, new TopicChange(3, Map.of()))),
                call("delete", wire -> changes(admin).delete(TOPIC)),
                call("truncate", wire -> new TopicTruncation(admin).truncate(TOPIC, new Truncation(Map.of(0, -1L)))),
                call("reset", wire -> new OffsetReset(admin).reset(GROUP, reset)),
                call("delete a group", wire -> new GroupChanges(admin).delete(GROUP)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void a_read_fails_with_unavailable(String what, Function<KafkaAdmin, CompletionStage<?>> question) {
        assertThat(failure(question).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void a_write_fails_with_unavailable_or_an_unknown_outcome(
            String what, Function<KafkaAdmin, CompletionStage<?>> command) {
        assertThat(failure(command).kind()).isIn(Failure.Kind.UNAVAILABLE, Failure.Kind.UNKNOWN_OUTCOME);
    }

    private static Failure failure(Function<KafkaAdmin, CompletionStage<?>> call) {
        var thrown = catchThrowable(() -> join(call.apply(admin)));

        assertThat(thrown).isInstanceOf(Failure.class);
        return (Failure) thrown;
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture()
                    .orTimeout(Deadlines.inSeconds(30), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private static TopicChanges changes(KafkaAdmin admin) {
        return new TopicChanges(admin, new TopicMetadataCache(admin));
    }

    private static Arguments call(String what, Function<KafkaAdmin, CompletionStage<?>> call) {
        return Arguments.of(what, call);
    }
}

package dev.weir.cluster;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;

/** The nodes and what they own, as Kafka describes their group; asked at most once a second. From any thread. */
final class NodeDirectory {

    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    /** While the coordinator of the group moves, Kafka takes seconds to answer, and mostly the owners stay. */
    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    private final ClusterSettings settings;
    private final KafkaAdmin admin;
    private final Stopwatch age;
    private List<ClusterNode> nodes = List.of();
    private boolean isFresh;
    private CompletableFuture<List<ClusterNode>> asking;

    /** A directory that has not asked yet. */
    NodeDirectory(ClusterSettings settings, KafkaAdmin admin, Stopwatch age) {
        this.settings = settings;
        this.admin = admin;
        this.age = age;
    }

    /**
     * All nodes.
     *
     * @return the last ones that are known while Kafka does not answer at once; fails where there are none
     */
    CompletionStage<List<ClusterNode>> nodes() {
        CompletableFuture<List<ClusterNode>> answer;
        synchronized (this) {
            if (isFresh && !age.exceeds(MAX_AGE)) {
                return CompletableFuture.completedStage(nodes);
            }
            if (asking != null) {
                return bounded(asking, nodes);
            }
            answer = new CompletableFuture<>();
            asking = answer;
        }
        var group = settings.group();
        admin.read(kafka -> kafka.describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group))
                .whenComplete((description, thrown) -> complete(answer, description, thrown));
        return bounded(answer, last());
    }

    private static CompletionStage<List<ClusterNode>> bounded(
            CompletableFuture<List<ClusterNode>> answer, List<ClusterNode> known) {
        return known.isEmpty()
                ? answer.copy()
                : answer.copy().completeOnTimeout(known, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The nodes as they were described last; from the last question, which may be long ago. */
    synchronized List<ClusterNode> last() {
        return nodes;
    }

    /** Has the next question asked of Kafka, because a node did not answer. */
    synchronized void renew() {
        isFresh = false;
    }

    private void complete(
            CompletableFuture<List<ClusterNode>> answer, ConsumerGroupDescription description, Throwable thrown) {
        List<ClusterNode> known;
        synchronized (this) {
            asking = null;
            if (thrown == null) {
                nodes = merge(description);
                isFresh = true;
                age.restart();
            }
            known = nodes;
        }
        if (thrown != null && known.isEmpty()) {
            answer.completeExceptionally(thrown);
        } else {
            answer.complete(known);
        }
    }

    /** While members join or leave, Kafka says who is there and not what they own; mostly they own what they did. */
    private List<ClusterNode> merge(ConsumerGroupDescription description) {
        boolean stable = description.groupState() == GroupState.STABLE;
        Map<String, ClusterNode> before = new HashMap<>();
        nodes.forEach(node -> before.put(node.memberId(), node));
        return description.members().stream()
                .filter(member -> ClusterSettings.isAddress(member.clientId()))
                .map(member -> !stable && before.containsKey(member.consumerId())
                        ? before.get(member.consumerId())
                        : node(member))
                .sorted((one, other) -> one.url().compareTo(other.url()))
                .toList();
    }

    private ClusterNode node(MemberDescription member) {
        return new ClusterNode(
                member.clientId(),
                member.consumerId(),
                member.assignment().topicPartitions().stream()
                        .filter(at -> at.topic().equals(settings.topic().value()))
                        .map(at -> at.partition())
                        .collect(Collectors.toSet()));
    }
}

package dev.weir.groups.index;

import dev.weir.groups.CommittedOffsets;
import dev.weir.groups.GroupDetails;
import dev.weir.groups.Groups;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.reading.Stopwatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/**
 * The groups of each topic: those with an offset committed for it, and those with a member that has a partition of it.
 *
 * <p>A request finds an index that is not older than configured, or starts its renewal; meanwhile requests get the
 * index before, unless that is twice as old. Members are described only of groups that have committed nothing, because
 * the offsets of all others show which topics they read.
 */
@ApplicationScoped
public class GroupIndex {

    private final KafkaAdmin admin;
    private final Duration maxAge;
    private final Groups groups;
    private final CommittedOffsets committed;
    private CompletableFuture<Map<String, List<IndexedGroup>>> latest = CompletableFuture.completedFuture(null);
    private Map<String, List<IndexedGroup>> previous;
    private Stopwatch sincePrevious;
    private Stopwatch sinceLatest;

    @Inject
    GroupIndex(KafkaAdmin admin, GroupIndexConfig config) {
        this(admin, config.indexMaxAge());
    }

    GroupIndex(KafkaAdmin admin, Duration maxAge) {
        this.admin = admin;
        this.maxAge = maxAge;
        groups = new Groups(admin);
        committed = new CommittedOffsets(admin);
    }

    /** How old the index is before a request renews it. */
    public Duration maxAge() {
        return maxAge;
    }

    /** The groups by topic, each list in the order of their ids. */
    public synchronized CompletionStage<Map<String, List<IndexedGroup>>> byTopic() {
        if (latest.isDone() && (previous == null || sinceLatest.exceeds(maxAge))) {
            sinceLatest = new Stopwatch(admin.ticker());
            latest = read().thenApply(this::kept).toCompletableFuture();
        }
        boolean isUsable = previous != null && !sincePrevious.exceeds(maxAge.multipliedBy(2));
        return isUsable ? CompletableFuture.completedStage(previous) : latest;
    }

    private synchronized Map<String, List<IndexedGroup>> kept(Map<String, List<IndexedGroup>> found) {
        previous = found;
        sincePrevious = sinceLatest;
        return found;
    }

    private CompletionStage<Map<String, List<IndexedGroup>>> read() {
        return groups.listings().thenCompose(listings -> {
            var all = listings.stream().map(IndexedGroup::of).toList();
            return offsets(all).thenCompose(offsets -> members(all, offsets).thenApply(members -> {
                Map<String, Map<String, IndexedGroup>> byTopic = new HashMap<>();
                for (var group : all) {
                    offsets.getOrDefault(group.group(), Map.of())
                            .keySet()
                            .forEach(at -> add(byTopic, at.topic(), group));
                    var details = members.get(group.group());
                    if (details != null) {
                        details.members().stream()
                                .flatMap(member -> member.partitions().stream())
                                .forEach(at -> add(byTopic, at.topic().value(), group));
                    }
                }
                Map<String, List<IndexedGroup>> lists = new HashMap<>();
                byTopic.forEach((topic, found) -> lists.put(topic, List.copyOf(found.values())));
                return lists;
            }));
        });
    }

    private CompletionStage<Map<String, Map<TopicPartition, Long>>> offsets(Collection<IndexedGroup> all) {
        var consumers = all.stream()
                .filter(group -> !group.isShare())
                .map(IndexedGroup::group)
                .toList();
        return committed
                .ofConsumers(consumers)
                .thenCombine(committed.ofShares(IndexedGroup.shares(all)), (offsets, sharing) -> {
                    var together = new HashMap<>(offsets);
                    together.putAll(sharing);
                    return together;
                });
    }

    private CompletionStage<Map<String, GroupDetails>> members(
            Collection<IndexedGroup> all, Map<String, Map<TopicPartition, Long>> offsets) {
        var silent = all.stream()
                .filter(group -> offsets.getOrDefault(group.group(), Map.of()).isEmpty())
                .toList();
        return groups.describe(IndexedGroup.consumers(silent), IndexedGroup.shares(silent));
    }

    private static void add(Map<String, Map<String, IndexedGroup>> byTopic, String topic, IndexedGroup group) {
        SortedMap<String, IndexedGroup> first = new TreeMap<>();
        byTopic.computeIfAbsent(topic, absent -> first).put(group.group(), group);
    }
}

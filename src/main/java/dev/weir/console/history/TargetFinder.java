package dev.weir.console.history;

import dev.weir.groups.GroupDetails;
import dev.weir.groups.Groups;
import dev.weir.groups.index.GroupIndex;
import dev.weir.groups.index.IndexedGroup;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.reading.OffsetLookup;
import dev.weir.topics.PartitionDetails;
import dev.weir.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Finds the partitions of watched topics, their first offsets and their groups. */
final class TargetFinder {

    /** For all watched topics together, so that a sample stays one cheap request to each broker. */
    static final int MAX_PARTITIONS = 5_000;

    private final Watches watches;
    private final Topics topics;
    private final GroupIndex index;
    private final Groups groups;
    private final OffsetLookup offsets;

    TargetFinder(Watches watches, Topics topics, GroupIndex index, Groups groups, KafkaAdmin admin) {
        this.watches = watches;
        this.topics = topics;
        this.index = index;
        this.groups = groups;
        offsets = new OffsetLookup(admin, IsolationLevel.READ_UNCOMMITTED, OffsetLookup.Leaderless.EXPECT_NONE);
    }

    /** How old targets are before they are looked up again. */
    Duration maxAge() {
        return index.maxAge().dividedBy(2);
    }

    CompletionStage<Targets> find() {
        return index.byTopic().thenCompose(byTopic -> {
            var watched = watches.topics();
            watched.addAll(topicsOf(watches.groups(), byTopic));
            var names = new TreeSet<>(watched);
            names.addAll(watches.rates());
            return topics.partitions(names).thenCompose(found -> {
                var counts = counts(found, watched);
                watched.retainAll(counts.keySet());
                var led = led(found, watched);
                var rated = led(found, counts.keySet());
                rated.removeAll(Set.copyOf(led));
                var together = new ArrayList<>(led);
                together.addAll(rated);
                Map<String, List<IndexedGroup>> readers = new HashMap<>();
                watched.forEach(topic -> readers.put(topic, byTopic.getOrDefault(topic, List.of())));
                return offsets.earliest(together)
                        .thenCombine(
                                details(readers),
                                (begins, details) ->
                                        new Targets(watched, counts, led, rated, begins, readers, details));
            });
        });
    }

    private static Set<String> topicsOf(Set<String> groups, Map<String, List<IndexedGroup>> byTopic) {
        Set<String> found = new TreeSet<>();
        if (!groups.isEmpty()) {
            byTopic.forEach((topic, readers) -> {
                if (readers.stream().anyMatch(reader -> groups.contains(reader.group()))) {
                    found.add(topic);
                }
            });
        }
        return found;
    }

    /** Of as many topics as there is room for, those that are watched first. */
    private static Map<String, Integer> counts(Map<String, List<PartitionDetails>> found, Set<String> watched) {
        Map<String, Integer> counts = new HashMap<>();
        int all = 0;
        for (var isWatched : List.of(true, false)) {
            for (var topic : found.entrySet()) {
                int size = topic.getValue().size();
                if (watched.contains(topic.getKey()) == isWatched && all + size <= MAX_PARTITIONS) {
                    counts.put(topic.getKey(), size);
                    all += size;
                }
            }
        }
        return counts;
    }

    private static List<TopicPartition> led(Map<String, List<PartitionDetails>> found, Set<String> names) {
        List<TopicPartition> led = new ArrayList<>();
        names.forEach(name -> found.getOrDefault(name, List.of()).stream()
                .filter(partition -> partition.leader() != null)
                .forEach(partition -> led.add(new TopicPartition(name, partition.partition()))));
        return led;
    }

    private CompletionStage<Map<String, GroupDetails>> details(Map<String, List<IndexedGroup>> readers) {
        var all = readers.values().stream().flatMap(List::stream).toList();
        return groups.describe(IndexedGroup.consumers(all), IndexedGroup.shares(all));
    }
}

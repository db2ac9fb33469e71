package dev.weir.consumers.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The bodies that tell an instance what to do. */
public final class InstanceRequests {

    /** The last millisecond of the year 9999. */
    private static final long LATEST_TIME = 253_402_300_799_999L;

    /**
     * Where to go on.
     *
     * @param times milliseconds since 1970
     */
    public record Places(Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> times) {

        public Places {
            offsets = Map.copyOf(offsets);
            times = Map.copyOf(times);
        }

        /** All partitions that are named. */
        public Set<TopicPartition> partitions() {
            Set<TopicPartition> all = new HashSet<>(offsets.keySet());
            all.addAll(times.keySet());
            return all;
        }

        /** All offsets, those of the times being found. */
        public Map<TopicPartition, Long> with(Map<TopicPartition, Long> found) {
            Map<TopicPartition, Long> all = new HashMap<>(found);
            all.putAll(offsets);
            return all;
        }
    }

    private InstanceRequests() {}

    /** The subscription; none where the list of topics is empty. */
    public static Subscription subscription(ObjectMapper json, byte[] bytes) {
        var body = JsonBody.of(json, bytes, Set.of("topics", "topic_pattern"));
        boolean hasTopics = body.has("topics");
        if (hasTopics && body.has("topic_pattern")) {
            throw Failure.conflict("A subscription is to topics or to a topic_pattern, not to both");
        }
        if (body.has("topic_pattern")) {
            return Subscription.pattern(body.needed("topic_pattern"));
        }
        var topics = body.texts("topics");
        if (!hasTopics) {
            throw Failure.unprocessableAt("$.topics", "is missing, and so is topic_pattern; [] would unsubscribe");
        }
        return Subscription.topics(
                topics.stream().map(name -> new TopicName(name).value()).toList());
    }

    /** The partitions of a list, which may be empty but has to be there. */
    public static Set<TopicPartition> partitions(ObjectMapper json, byte[] bytes) {
        var body = JsonBody.of(json, bytes, Set.of("partitions"));
        if (!body.has("partitions")) {
            throw Failure.unprocessableAt("$.partitions", "is missing");
        }
        return new LinkedHashSet<>(
                body.objects("partitions", Set.of("topic", "partition"), InstanceRequests::partition));
    }

    /** Where to go on; nowhere else where the lists are empty. */
    public static Places positions(ObjectMapper json, byte[] bytes) {
        var body = JsonBody.of(json, bytes, Set.of("offsets", "timestamps"));
        var places = new Places(
                byPartition(
                        body,
                        "offsets",
                        Set.of("topic", "partition", "offset"),
                        at -> at.number("offset", Long.MAX_VALUE)),
                byPartition(
                        body,
                        "timestamps",
                        Set.of("topic", "partition", "timestamp"),
                        at -> at.number("timestamp", LATEST_TIME)));
        if (!body.has("offsets") && !body.has("timestamps")) {
            throw Failure.unprocessableAt("$.offsets", "is missing, and so is timestamps");
        }
        if (places.partitions().size()
                < places.offsets().size() + places.times().size()) {
            throw Failure.unprocessableAt("$.timestamps", "names a partition that offsets names too");
        }
        return places;
    }

    /** Empty stands for all that was read. */
    public static Optional<Map<TopicPartition, OffsetAndMetadata>> offsets(ObjectMapper json, byte[] bytes) {
        var body = JsonBody.of(json, bytes, Set.of("offsets"));
        if (!body.has("offsets")) {
            return Optional.empty();
        }
        return Optional.of(byPartition(
                body,
                "offsets",
                Set.of("topic", "partition", "offset", "metadata"),
                at -> new OffsetAndMetadata(
                        at.number("offset", Long.MAX_VALUE), at.text("metadata").orElse(""))));
    }

    private static <T> Map<TopicPartition, T> byPartition(
            JsonBody body, String field, Set<String> fields, Function<JsonBody, T> value) {
        List<Map.Entry<TopicPartition, T>> entries =
                body.objects(field, fields, at -> Map.entry(partition(at), value.apply(at)));
        Map<TopicPartition, T> all = new HashMap<>();
        for (var entry : entries) {
            if (all.put(entry.getKey(), entry.getValue()) != null) {
                throw Failure.unprocessableAt(body.at(field), "names " + entry.getKey() + " twice");
            }
        }
        return all;
    }

    private static TopicPartition partition(JsonBody body) {
        return new TopicPartition(
                new TopicName(body.needed("topic")).value(), (int) body.number("partition", Integer.MAX_VALUE));
    }
}

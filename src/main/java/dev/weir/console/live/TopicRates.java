package dev.weir.console.live;

import dev.weir.console.history.Snapshot;
import dev.weir.console.live.LiveLine.Rate;
import dev.weir.model.TopicName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Computes the rates of topics from one sample to the next. Used by one response. */
final class TopicRates {

    private record Total(long time, long ends) {}

    private final List<TopicName> topics;
    private final Map<String, Total> before = new HashMap<>();

    TopicRates(List<TopicName> topics) {
        this.topics = topics;
    }

    /** The topics that the sample has; without those that were left out of it, or do not exist. */
    List<Rate> of(Snapshot snapshot) {
        Map<String, Long> ends = new HashMap<>();
        Map<String, Long> records = new HashMap<>();
        snapshot.ends().forEach((at, end) -> {
            ends.merge(at.topic(), end, Long::sum);
            records.merge(at.topic(), end - begin(snapshot, at, end), Long::sum);
        });
        return topics.stream()
                .map(TopicName::value)
                .flatMap(topic -> Optional.ofNullable(ends.get(topic))
                        .map(sum -> new Rate(
                                topic,
                                isWhole(snapshot, topic) ? records.get(topic) : null,
                                rate(topic, snapshot.time(), sum)))
                        .stream())
                .toList();
    }

    private static long begin(Snapshot snapshot, TopicPartition at, long end) {
        return Math.min(end, snapshot.targets().begins().getOrDefault(at, end));
    }

    private static boolean isWhole(Snapshot snapshot, String topic) {
        var count = snapshot.targets().counts().get(topic);
        return count != null
                && snapshot.ends().keySet().stream()
                                .filter(at -> at.topic().equals(topic))
                                .count()
                        == count;
    }

    private Double rate(String topic, long time, long ends) {
        var last = before.put(topic, new Total(time, ends));
        return last == null || last.time == time
                ? null
                : Double.valueOf(LaneLines.rounded(Math.max(0, ends - last.ends) * 1_000.0 / (time - last.time)));
    }
}

package dev.weir.cli.topic;

import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.Table;
import dev.weir.topics.PartitionDetails;
import dev.weir.topics.ReplicaDetails;
import dev.weir.topics.TopicDetails;
import dev.weir.topics.TopicSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The details of a topic, in a form for each output format.
 *
 * @param size the size of the same topic
 */
record TopicView(TopicDetails details, TopicSize size) implements DetailView {

    private static final List<String> COLUMNS =
            List.of("partition", "leader", "replicas", "in_sync", "beginning_offset", "end_offset", "records", "bytes");
    private static final String HIDDEN = "(hidden)";

    @Override
    public Map<String, String> summary() {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("Topic", details.name());
        summary.put("Partitions", Integer.toString(details.partitions().size()));
        summary.put("Replicas", Integer.toString(replicas()));
        summary.put("Records", size.records() == null ? "-" : size.records().toString());
        summary.put("Bytes", Long.toString(size.bytes()));
        summary.put(
                "Settings",
                settings().isEmpty()
                        ? "-"
                        : settings().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" ")));
        return summary;
    }

    @Override
    public Table partitions() {
        var table = new Table(COLUMNS.toArray(String[]::new));
        details.partitions().forEach(at -> table.row(cells(at)));
        return table;
    }

    /** One row per partition of all topics, with the name of the topic. */
    static Table combined(List<TopicView> topics) {
        var table =
                new Table(Stream.concat(Stream.of("topic"), COLUMNS.stream()).toArray(String[]::new));
        topics.forEach(
                topic -> topic.details.partitions().forEach(at -> table.row(topic.cells(at, topic.details.name()))));
        return table;
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", details.name());
        map.put("replication_factor", replicas());
        map.put("records", size.records());
        map.put("bytes", size.bytes());
        map.put("configs", settings());
        map.put("partitions", partitions().toMaps());
        return map;
    }

    private Object[] cells(PartitionDetails at, Object... first) {
        var cells = new ArrayList<Object>(List.of(first));
        cells.add(at.partition());
        cells.add(at.leader());
        cells.add(at.replicas().stream().map(ReplicaDetails::broker).toList());
        cells.add(at.replicas().stream()
                .filter(ReplicaDetails::inSync)
                .map(ReplicaDetails::broker)
                .toList());
        var log = size.partitions().stream()
                .filter(each -> each.partition() == at.partition())
                .findFirst();
        cells.add(log.map(each -> each.beginningOffset()).orElse(null));
        cells.add(log.map(each -> each.endOffset()).orElse(null));
        cells.add(log.map(each -> each.records()).orElse(null));
        cells.add(log.map(each -> each.bytes()).orElse(null));
        return cells.toArray();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        details.configs().forEach((name, value) -> settings.put(name, value == null ? HIDDEN : value));
        return settings;
    }

    private int replicas() {
        return details.partitions().stream()
                .mapToInt(each -> each.replicas().size())
                .max()
                .orElse(0);
    }
}

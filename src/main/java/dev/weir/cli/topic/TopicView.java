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
 * All that there is to know of a topic, to be shown.
 *
 * @param size of the same topic
 */
record TopicView(TopicDetails state, TopicSize size) implements DetailView {

    private static final List<String> COLUMNS =
            List.of("partition", "leader", "replicas", "in_sync", "beginning_offset", "end_offset", "records", "bytes");
    private static final String SECRET = "(hidden)";

    @Override
    public Map<String, String> head() {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("Topic", state.name());
        head.put("Partitions", Integer.toString(state.partitions().size()));
        head.put("Replicas", Integer.toString(replicas()));
        head.put("Records", size.records() == null ? "-" : size.records().toString());
        head.put("Bytes", Long.toString(size.bytes()));
        head.put(
                "Settings",
                settings().isEmpty()
                        ? "-"
                        : settings().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" ")));
        return head;
    }

    @Override
    public Table partitions() {
        var table = new Table(COLUMNS.toArray(String[]::new));
        state.partitions().forEach(at -> table.row(cells(at)));
        return table;
    }

    /** A row for each partition of all these topics, which then have their names. */
    static Table together(List<TopicView> topics) {
        var table =
                new Table(Stream.concat(Stream.of("topic"), COLUMNS.stream()).toArray(String[]::new));
        topics.forEach(topic -> topic.state.partitions().forEach(at -> table.row(topic.cells(at, topic.state.name()))));
        return table;
    }

    @Override
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", state.name());
        object.put("replication_factor", replicas());
        object.put("records", size.records());
        object.put("bytes", size.bytes());
        object.put("configs", settings());
        object.put("partitions", partitions().objects());
        return object;
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
        state.configs().forEach((name, value) -> settings.put(name, value == null ? SECRET : value));
        return settings;
    }

    private int replicas() {
        return state.partitions().stream()
                .mapToInt(each -> each.replicas().size())
                .max()
                .orElse(0);
    }
}

package dev.weir.cli.group;

import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.Table;
import dev.weir.groups.GroupDetails;
import dev.weir.groups.GroupLag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The details of a group, in a form for each output format.
 *
 * @param lag the lag of the same group
 */
record GroupView(GroupDetails details, GroupLag lag) implements DetailView {

    @Override
    public Map<String, String> summary() {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("Group", details.group());
        summary.put("State", details.state());
        summary.put("Type", details.type());
        summary.put("Assignor", orDash(details.assignor()));
        var coordinator = details.coordinator();
        summary.put(
                "Coordinator",
                coordinator == null
                        ? "-"
                        : "%d (%s:%d)".formatted(coordinator.broker(), coordinator.host(), coordinator.port()));
        summary.put("Members", Integer.toString(details.members().size()));
        summary.put("Lag", orDash(lag.lag()));
        summary.put("Lag in ms", orDash(lag.lagMillis()));
        return summary;
    }

    /** One row per partition of all groups. */
    static Table combined(List<GroupView> groups) {
        var table = new Table(
                "group", "topic", "partition", "committed", "end", "lag", "lag_ms", "member_id", "client_id", "host");
        groups.forEach(group -> group.lag
                .partitions()
                .forEach(at -> table.row(
                        group.details.group(),
                        at.topic(),
                        at.partition(),
                        at.committed(),
                        at.end(),
                        at.lag(),
                        at.lagMillis(),
                        at.memberId(),
                        at.clientId(),
                        at.host())));
        return table;
    }

    @Override
    public Table partitions() {
        return combined(List.of(this));
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("group", details.group());
        map.put("state", details.state());
        map.put("type", details.type());
        map.put("protocol", details.protocol());
        map.put("assignor", details.assignor());
        map.put(
                "coordinator",
                details.coordinator() == null ? null : details.coordinator().broker());
        map.put("lag", lag.lag());
        map.put("lag_ms", lag.lagMillis());
        map.put("members", members().toMaps());
        map.put("partitions", partitions().toMaps());
        return map;
    }

    private Table members() {
        var table = new Table("member_id", "instance_id", "client_id", "host", "partitions");
        details.members()
                .forEach(member -> table.row(
                        member.memberId(),
                        member.instanceId(),
                        member.clientId(),
                        member.host(),
                        member.partitions().stream()
                                .map(place -> place.topic() + "-" + place.partition())
                                .toList()));
        return table;
    }

    private static String orDash(Object value) {
        return value == null || value.equals("") ? "-" : value.toString();
    }
}

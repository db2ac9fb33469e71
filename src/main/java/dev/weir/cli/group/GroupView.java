package dev.weir.cli.group;

import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.Table;
import dev.weir.groups.GroupDetails;
import dev.weir.groups.GroupLag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that there is to know of a group, to be shown.
 *
 * @param lag of the same group
 */
record GroupView(GroupDetails state, GroupLag lag) implements DetailView {

    @Override
    public Map<String, String> head() {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("Group", state.group());
        head.put("State", state.state());
        head.put("Type", state.type());
        head.put("Assignor", orDash(state.assignor()));
        var coordinator = state.coordinator();
        head.put(
                "Coordinator",
                coordinator == null
                        ? "-"
                        : "%d (%s:%d)".formatted(coordinator.broker(), coordinator.host(), coordinator.port()));
        head.put("Members", Integer.toString(state.members().size()));
        head.put("Lag", orDash(lag.lag()));
        head.put("Lag in ms", orDash(lag.lagMillis()));
        return head;
    }

    /** A row for each partition that one of these groups reads. */
    static Table together(List<GroupView> groups) {
        var table = new Table(
                "group", "topic", "partition", "committed", "end", "lag", "lag_ms", "member_id", "client_id", "host");
        groups.forEach(group -> group.lag
                .partitions()
                .forEach(at -> table.row(
                        group.state.group(),
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
        return together(List.of(this));
    }

    @Override
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("group", state.group());
        object.put("state", state.state());
        object.put("type", state.type());
        object.put("protocol", state.protocol());
        object.put("assignor", state.assignor());
        object.put(
                "coordinator",
                state.coordinator() == null ? null : state.coordinator().broker());
        object.put("lag", lag.lag());
        object.put("lag_ms", lag.lagMillis());
        object.put("members", members().objects());
        object.put("partitions", partitions().objects());
        return object;
    }

    private Table members() {
        var table = new Table("member_id", "instance_id", "client_id", "host", "partitions");
        state.members()
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

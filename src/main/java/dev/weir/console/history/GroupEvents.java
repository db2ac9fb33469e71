package dev.weir.console.history;

import dev.weir.console.history.GroupEvent.Kind;
import dev.weir.console.history.OffsetTrends.Stall;
import dev.weir.groups.GroupDetails;
import dev.weir.groups.GroupMember;
import dev.weir.model.Count;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The last events of the groups that were watched last. For many threads. */
final class GroupEvents {

    private static final int MAX_GROUPS = 200;
    private static final int MAX_EVENTS = 50;

    private final Map<String, ArrayDeque<GroupEvent>> byGroup = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<GroupEvent>> eldest) {
            return size() > MAX_GROUPS;
        }
    };

    /** The members that had the partitions of a group last; while a group rebalances, none has any. */
    private final Map<String, Map<TopicPartition, GroupMember>> lastOwners = new HashMap<>();

    /** The newest first. */
    synchronized List<GroupEvent> of(String group) {
        var events = new ArrayList<>(byGroup.getOrDefault(group, new ArrayDeque<>()));
        Collections.reverse(events);
        return events;
    }

    /** Compares descriptions; a group that was not described before has no events. */
    synchronized void members(long now, Map<String, GroupDetails> before, Map<String, GroupDetails> after) {
        lastOwners.keySet().retainAll(after.keySet());
        after.forEach((group, details) -> {
            var old = before.get(group);
            if (old == null) {
                lastOwners.put(group, new HashMap<>());
            } else if (!old.members().equals(details.members())) {
                members(now, group, old.members(), details.members());
            }
            lastOwners.get(group).putAll(owners(details.members()));
        });
    }

    private void members(long now, String group, List<GroupMember> before, List<GroupMember> after) {
        var old = names(before);
        var found = names(after);
        old.forEach((id, client) -> {
            if (!found.containsKey(id)) {
                add(group, new GroupEvent(now, Kind.LEFT, client + " left", null, null));
            }
        });
        found.forEach((id, client) -> {
            if (!old.containsKey(id)) {
                add(group, new GroupEvent(now, Kind.JOINED, client + " joined", null, null));
            }
        });
        owners(after).forEach((at, owner) -> {
            var last = lastOwners.get(group).get(at);
            if (last != null && !last.memberId().equals(owner.memberId())) {
                var text = "%s P%d moved from %s to %s"
                        .formatted(at.topic(), at.partition(), last.clientId(), owner.clientId());
                add(group, new GroupEvent(now, Kind.MOVED, text, at.topic(), at.partition()));
            }
        });
    }

    private static Map<String, String> names(List<GroupMember> members) {
        Map<String, String> names = new HashMap<>();
        members.forEach(member -> names.put(member.memberId(), member.clientId()));
        return names;
    }

    private static Map<TopicPartition, GroupMember> owners(List<GroupMember> members) {
        Map<TopicPartition, GroupMember> owners = new HashMap<>();
        members.forEach(member -> member.partitions()
                .forEach(at -> owners.put(new TopicPartition(at.topic().value(), at.partition()), member)));
        return owners;
    }

    void movedBack(long now, String group, TopicPartition at, long from, long to) {
        var text = "Offset of %s P%d moved back from %d to %d, replay of %s"
                .formatted(at.topic(), at.partition(), from, to, Count.of(from - to, "record"));
        add(group, new GroupEvent(now, Kind.OFFSETS, text, at.topic(), at.partition()));
    }

    void stalled(long now, String group, Stall stall) {
        var at = stall.at();
        add(group, new GroupEvent(now, Kind.STALLED, Problem.event(stall, now), at.topic(), at.partition()));
    }

    void resumed(long now, String group, TopicPartition at) {
        var text = "%s P%d is read again, or no record waits in it".formatted(at.topic(), at.partition());
        add(group, new GroupEvent(now, Kind.RESUMED, text, at.topic(), at.partition()));
    }

    private synchronized void add(String group, GroupEvent event) {
        var events = byGroup.computeIfAbsent(group, first -> new ArrayDeque<>());
        events.addLast(event);
        if (events.size() > MAX_EVENTS) {
            events.removeFirst();
        }
    }
}

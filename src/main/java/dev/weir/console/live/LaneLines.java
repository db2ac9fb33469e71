package dev.weir.console.live;

import dev.weir.console.history.Problem;
import dev.weir.console.history.Sampler;
import dev.weir.console.history.Snapshot;
import dev.weir.console.live.LiveLine.GroupLine;
import dev.weir.console.live.LiveLine.GroupPartition;
import dev.weir.console.live.LiveLine.Lane;
import dev.weir.console.live.LiveLine.LaneGroup;
import dev.weir.groups.GroupMember;
import dev.weir.http.access.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Makes the lines of topics and groups from a sample, without what the client may not see. */
record LaneLines(Sampler sampler, Caller caller) {

    Lane lane(Snapshot snapshot, String topic) {
        var partitions = IntStream.range(0, snapshot.targets().counts().get(topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        var groups = snapshot.targets().groups().getOrDefault(topic, List.of()).stream()
                .map(group -> group.group())
                .filter(caller::maySeeGroup)
                .toList();
        return new Lane(
                "lane",
                snapshot.time(),
                topic,
                each(partitions, snapshot.ends()),
                each(partitions, snapshot.targets().begins()),
                groups.stream().map(group -> group(snapshot, group, partitions)).toList(),
                problem(snapshot, groups, partitions));
    }

    private static List<Long> each(List<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        List<Long> each = new ArrayList<>(partitions.size());
        partitions.forEach(at -> each.add(offsets.get(at)));
        return each;
    }

    private LaneGroup group(Snapshot snapshot, String group, List<TopicPartition> partitions) {
        var offsets = snapshot.committed().getOrDefault(group, Map.of());
        List<Long> lags = new ArrayList<>(partitions.size());
        partitions.forEach(at -> lags.add(sampler.lagMillis(snapshot, at, offsets.get(at))));
        var details = snapshot.targets().details().get(group);
        return new LaneGroup(
                group,
                snapshot.targets().state(group),
                details == null ? null : Integer.valueOf(details.members().size()),
                each(partitions, offsets),
                lag(snapshot, group, partitions),
                lags.stream().filter(Objects::nonNull).max(Long::compare).orElse(null),
                lags);
    }

    /** A partial sum would look like a smaller lag. */
    private static Long lag(Snapshot snapshot, String group, List<TopicPartition> partitions) {
        var committed = partitions.stream()
                .filter(at -> snapshot.committed(group, at) != null)
                .toList();
        return committed.isEmpty() || !snapshot.ends().keySet().containsAll(committed)
                ? null
                : committed.stream().mapToLong(at -> lag(snapshot, group, at)).sum();
    }

    private static Long lag(Snapshot snapshot, String group, TopicPartition at) {
        var committed = snapshot.committed(group, at);
        var end = snapshot.ends().get(at);
        return committed == null || end == null ? null : Long.valueOf(Math.max(0, end - committed));
    }

    /** A partition without a leader before one with a stalled group, and of these the one with most lag. */
    private Problem problem(Snapshot snapshot, List<String> groups, List<TopicPartition> partitions) {
        var leaderless = partitions.stream()
                .filter(at -> !snapshot.targets().watched().contains(at))
                .findFirst()
                .map(at -> Problem.leaderless(at.topic(), at.partition()));
        return leaderless
                .or(() -> groups.stream()
                        .flatMap(group -> stalls(snapshot, group, partitions))
                        .max(Comparator.comparingLong(Found::lag))
                        .map(Found::problem))
                .orElse(null);
    }

    private record Found(Problem problem, long lag) {}

    private Stream<Found> stalls(Snapshot snapshot, String group, List<TopicPartition> partitions) {
        return partitions.stream()
                .map(at -> sampler.trends().stall(group, at, snapshot.time()))
                .flatMap(Optional::stream)
                .map(stall -> new Found(Problem.stalled(group, stall, snapshot.time()), stall.lag()));
    }

    /** All partitions of watched topics that the group has committed or has a member for. */
    GroupLine groupLine(Snapshot snapshot, String group) {
        var partitions = snapshot.targets().watched().stream()
                .filter(at -> snapshot.committed(group, at) != null
                        || snapshot.targets().member(group, at).isPresent())
                .filter(at -> caller.maySee(at.topic()))
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
                .toList();
        return new GroupLine(
                "group",
                snapshot.time(),
                group,
                snapshot.targets().state(group),
                partitions.stream().map(at -> partition(snapshot, group, at)).toList(),
                rounded(partitions.stream()
                        .mapToDouble(at -> sampler.trends().reading(group, at))
                        .sum()),
                rounded(partitions.stream()
                        .mapToDouble(at -> sampler.trends().arriving(at))
                        .sum()),
                problem(snapshot, List.of(group), partitions));
    }

    private GroupPartition partition(Snapshot snapshot, String group, TopicPartition at) {
        var member = snapshot.targets().member(group, at);
        var committed = snapshot.committed(group, at);
        return new GroupPartition(
                at.topic(),
                at.partition(),
                committed,
                snapshot.ends().get(at),
                lag(snapshot, group, at),
                sampler.lagMillis(snapshot, at, committed),
                member.map(GroupMember::memberId).orElse(null),
                member.map(GroupMember::clientId).orElse(null),
                member.map(GroupMember::host).orElse(null));
    }

    static double rounded(double perSecond) {
        return Math.round(perSecond * 10) / 10.0;
    }
}

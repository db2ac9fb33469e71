package dev.weir.console.history;

import dev.weir.console.history.GroupHistory.Partition;
import dev.weir.console.samples.SeriesKey;
import dev.weir.groups.GroupMember;
import dev.weir.groups.Groups;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Caller;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.GroupId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Returns the offsets of a group over time, and watches the topics that it reads from the first request on. */
@Path("/groups/{group}/history")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class GroupHistoryResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final Groups groups;
    private final Sampler sampler;
    private final Access access;

    GroupHistoryResource(AdminDeadline deadline, Groups groups, Sampler sampler, Access access) {
        this.deadline = deadline;
        this.groups = groups;
        this.sampler = sampler;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        return Set.of("span", "step");
    }

    @GET
    public Uni<GroupHistory> history(@RestPath GroupId group, @RestQuery String span, @RestQuery String step) {
        var caller = access.caller();
        var range = HistoryRange.of(span, step);
        return deadline.read(() -> groups.describe(group).thenCompose(details -> sampler.watch(group)
                .thenApply(snapshot -> history(group.value(), details.state(), range, snapshot, caller))));
    }

    private GroupHistory history(String group, String state, HistoryRange range, Snapshot snapshot, Caller caller) {
        var reader = new HistoryReader(sampler.history(), range);
        return new GroupHistory(
                group,
                state,
                range.step().toMillis(),
                reader.times(),
                sampler.history().partitions(group).stream()
                        .filter(at -> caller.maySee(at.topic()))
                        .map(at -> partition(group, at, reader, snapshot))
                        .toList(),
                sampler.events().of(group).stream()
                        .filter(event -> event.topic() == null || caller.maySee(event.topic()))
                        .toList());
    }

    private static Partition partition(String group, TopicPartition at, HistoryReader reader, Snapshot snapshot) {
        return new Partition(
                at.topic(),
                at.partition(),
                snapshot.targets().member(group, at).map(GroupMember::clientId).orElse(null),
                reader.offsets(SeriesKey.end(at)),
                reader.offsets(new SeriesKey(group, at)),
                reader.lagMillis(group, at));
    }
}

package dev.weir.groups;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Resets or deletes the committed offsets of groups, and deletes groups. */
@Path("/groups")
@Consumes({MediaTypes.CONTROL, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class GroupChangesResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final OffsetReset offsets;
    private final GroupChanges changes;
    private final Access access;

    GroupChangesResource(AdminDeadline deadline, OffsetReset offsets, GroupChanges changes, Access access) {
        this.deadline = deadline;
        this.offsets = offsets;
        this.changes = changes;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("reset") ? Set.of("internal") : Set.of();
    }

    @POST
    @Path("/{group}/offsets")
    public Uni<GroupReset> reset(
            @RestPath GroupId group, @RestQuery @DefaultValue("false") boolean internal, ResetRequest request) {
        if (request == null) {
            throw Failure.invalid("The body is missing; it says at least to");
        }
        request.names().forEach(topic -> topic.checkReadable(internal));
        var caller = access.caller();
        Consumer<TopicName> check = topic -> caller.check(Action.OFFSETS, topic);
        request.names().forEach(check);
        return request.dryRun()
                ? deadline.read(() -> offsets.reset(group, request, check))
                : deadline.write(() -> offsets.reset(group, request, check));
    }

    @DELETE
    @Path("/{group}")
    @ResponseStatus(204)
    public Uni<Void> delete(@RestPath GroupId group) {
        return deadline.write(() -> changes.delete(group));
    }

    @DELETE
    @Path("/{group}/offsets/{topic}")
    @ResponseStatus(204)
    public Uni<Void> deleteOffsets(@RestPath GroupId group, @RestPath TopicName topic) {
        return deadline.write(() -> changes.deleteOffsets(group, topic));
    }
}

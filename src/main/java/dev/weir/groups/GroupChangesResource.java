package dev.weir.groups;

import dev.weir.http.KnownQuery;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminCalls;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Moves or deletes what groups have committed. */
@Path("/groups")
@Consumes({MediaTypes.CONTROL, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "groups")
class GroupChangesResource implements KnownQuery {

    private final AdminCalls calls;
    private final OffsetReset offsets;
    private final GroupChanges changes;

    GroupChangesResource(AdminCalls calls, OffsetReset offsets, GroupChanges changes) {
        this.calls = calls;
        this.offsets = offsets;
        this.changes = changes;
    }

    @POST
    @Path("/{group}/offsets")
    @Operation(
            summary = "Move the committed offsets of a group that has no members",
            description =
                    "To earliest, latest, an offset, a timestamp, or by a shift. Without topics and partitions, all "
                            + "that the group has committed. Nothing is changed unless dry_run is false.")
    @APIResponse(responseCode = "200", description = "What happens, or would happen, to each partition")
    @APIResponse(responseCode = "409", description = "The group has members; the message names them")
    public Uni<GroupReset> reset(@RestPath GroupId group, ResetOrder order) {
        if (order == null) {
            throw Failure.invalid("The body is missing; it says at least to");
        }
        return order.dryRun()
                ? calls.question(() -> offsets.reset(group, order))
                : calls.command(() -> offsets.reset(group, order));
    }

    @DELETE
    @Path("/{group}")
    @ResponseStatus(204)
    @Operation(summary = "Delete a group that has no members, with its offsets")
    public Uni<Void> delete(@RestPath GroupId group) {
        return calls.command(() -> changes.delete(group));
    }

    @DELETE
    @Path("/{group}/offsets/{topic}")
    @ResponseStatus(204)
    @Operation(summary = "Delete what a group has committed for a topic that its members do not read")
    public Uni<Void> deleteOffsets(@RestPath GroupId group, @RestPath TopicName topic) {
        return calls.command(() -> changes.deleteOffsets(group, topic));
    }
}

package dev.weir.groups;

import dev.weir.http.KnownQuery;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminCalls;
import dev.weir.model.GroupId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Shows groups and how far they are. */
@Path("/groups")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "groups")
class GroupsResource implements KnownQuery {

    private final AdminCalls calls;
    private final Groups groups;
    private final GroupLags lags;

    GroupsResource(AdminCalls calls, Groups groups, GroupLags lags) {
        this.calls = calls;
        this.groups = groups;
        this.lags = lags;
    }

    @GET
    @Operation(summary = "All groups with their type, state and lag")
    public Uni<List<GroupSummary>> list() {
        return calls.question(lags::summaries);
    }

    @GET
    @Path("/{group}")
    @Operation(summary = "A group with its coordinator, assignor and members")
    public Uni<GroupState> describe(@RestPath GroupId group) {
        return calls.question(() -> groups.state(group));
    }

    @GET
    @Path("/{group}/offsets")
    @Operation(
            summary = "How far a group is: committed, end and lag of each partition, in records and in time",
            description = "lag_ms is the age of the oldest record that is not read, by its timestamp; null where it "
                    + "has none or could not be looked at in time.")
    public Uni<GroupLag> offsets(@RestPath GroupId group) {
        return calls.question(() -> lags.lag(group));
    }
}

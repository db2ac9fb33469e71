package dev.weir.groups;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.GroupId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Shows groups and how far they are. */
@Path("/groups")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class GroupsResource implements DeclaresQueryParameters {

    private final AdminDeadline calls;
    private final Groups groups;
    private final GroupLags lags;

    GroupsResource(AdminDeadline calls, Groups groups, GroupLags lags) {
        this.calls = calls;
        this.groups = groups;
        this.lags = lags;
    }

    @GET
    public Uni<List<GroupSummary>> list() {
        return calls.read(lags::summaries);
    }

    @GET
    @Path("/{group}")
    public Uni<GroupDetails> describe(@RestPath GroupId group) {
        return calls.read(() -> groups.state(group));
    }

    @GET
    @Path("/{group}/offsets")
    public Uni<GroupLag> offsets(@RestPath GroupId group) {
        return calls.read(() -> lags.lag(group));
    }
}

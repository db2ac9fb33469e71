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

/** Lists groups, describes them and returns their lag. */
@Path("/groups")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class GroupsResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final Groups groups;
    private final GroupLags lags;

    GroupsResource(AdminDeadline deadline, Groups groups, GroupLags lags) {
        this.deadline = deadline;
        this.groups = groups;
        this.lags = lags;
    }

    @GET
    public Uni<List<GroupSummary>> list() {
        return deadline.read(lags::summaries);
    }

    @GET
    @Path("/{group}")
    public Uni<GroupDetails> describe(@RestPath GroupId group) {
        return deadline.read(() -> groups.describe(group));
    }

    @GET
    @Path("/{group}/offsets")
    public Uni<GroupLag> offsets(@RestPath GroupId group) {
        return deadline.read(() -> lags.lag(group));
    }
}

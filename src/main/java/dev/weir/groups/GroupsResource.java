package dev.weir.groups;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.NameQuery;
import dev.weir.http.access.Access;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.GroupId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists groups, describes them and returns their lag. */
@Path("/groups")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class GroupsResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final Groups groups;
    private final GroupLags lags;
    private final Access access;

    GroupsResource(AdminDeadline deadline, Groups groups, GroupLags lags, Access access) {
        this.deadline = deadline;
        this.groups = groups;
        this.lags = lags;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        if (!method.equals("list")) {
            return Set.of();
        }
        var names = new TreeSet<>(NameQuery.PARAMETERS);
        names.add("lag");
        return names;
    }

    @GET
    public Uni<RestResponse<List<?>>> list(@RestQuery @DefaultValue("true") boolean lag, @BeanParam NameQuery query) {
        var selection = query.selection();
        var response = query.response();
        var caller = access.caller();
        return deadline.read(
                () -> lags.summaries(selection, caller::maySeeGroup, lag).thenApply(response));
    }

    @GET
    @Path("/{group}")
    public Uni<GroupDetails> describe(@RestPath GroupId group) {
        var caller = access.caller();
        return deadline.read(() -> groups.describe(group).thenApply(details -> details.only(caller::maySee)));
    }

    @GET
    @Path("/{group}/offsets")
    public Uni<GroupLag> offsets(@RestPath GroupId group) {
        var caller = access.caller();
        return deadline.read(() -> lags.lag(group).thenApply(lag -> lag.only(caller::maySee)));
    }
}

package dev.weir.topics;

import dev.weir.http.KnownQuery;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminCalls;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Describes the cluster. */
@Path("/cluster")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "cluster")
class ClusterResource implements KnownQuery {

    private final AdminCalls calls;
    private final Cluster cluster;

    ClusterResource(AdminCalls calls, Cluster cluster) {
        this.calls = calls;
        this.cluster = cluster;
    }

    @GET
    @Operation(
            summary = "The cluster's id, its controller, and its brokers with host, port and rack",
            description = "The controller is null while there is none.")
    public Uni<ClusterState> cluster() {
        return calls.question(cluster::state);
    }
}

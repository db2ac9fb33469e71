package dev.weir.topics.cluster;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminDeadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Describes the cluster. */
@Path("/cluster")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class ClusterResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final ClusterInfo cluster;

    ClusterResource(AdminDeadline deadline, ClusterInfo cluster) {
        this.deadline = deadline;
        this.cluster = cluster;
    }

    @GET
    public Uni<ClusterDetails> cluster() {
        return deadline.read(cluster::describe);
    }
}

package dev.weir.topics.cluster;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminDeadline;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Lists brokers. */
@Path("/brokers")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class BrokersResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final ClusterInfo cluster;

    BrokersResource(AdminDeadline deadline, ClusterInfo cluster) {
        this.deadline = deadline;
        this.cluster = cluster;
    }

    /** The ids of the brokers. */
    @RegisterForReflection
    record Brokers(List<Integer> brokers) {}

    @GET
    public Uni<Brokers> brokers() {
        return deadline.read(cluster::brokers).map(Brokers::new);
    }
}

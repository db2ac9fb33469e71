package dev.weir.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.http.KnownQuery;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminCalls;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Describes the cluster, and this gateway to it. */
@Path("/")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "cluster")
class ClusterResource implements KnownQuery {

    private final AdminCalls calls;
    private final Cluster cluster;
    private final String version;

    ClusterResource(
            AdminCalls calls, Cluster cluster, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.calls = calls;
        this.cluster = cluster;
        this.version = version;
    }

    @Override
    public Set<String> query(String method) {
        return Set.of();
    }

    /** The version of this gateway, under the name that clients of such gateways look for. */
    record Version(@JsonProperty("bridge_version") String version) {}

    /** The numbers of the brokers. */
    record Brokers(List<Integer> brokers) {}

    @GET
    @Operation(summary = "The version of Weir")
    public Version version() {
        return new Version(version);
    }

    @GET
    @Path("/brokers")
    @Operation(summary = "The numbers of the brokers that are there")
    public Uni<Brokers> brokers() {
        return calls.question(cluster::brokers).map(Brokers::new);
    }

    @GET
    @Path("/cluster")
    @Operation(
            summary = "The cluster's id, its controller, and its brokers with host, port and rack",
            description = "The controller is null while there is none.")
    public Uni<ClusterState> cluster() {
        return calls.question(cluster::state);
    }
}

package dev.weir.cluster;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Shows the nodes of the cluster. */
@Path("/cluster/nodes")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class NodesResource implements DeclaresQueryParameters {

    private final ClusterMembership membership;

    NodesResource(ClusterMembership membership) {
        this.membership = membership;
    }

    @GET
    public Uni<NodeList> nodes() {
        return membership
                .settings()
                .map(settings -> Uni.createFrom()
                        .completionStage(() -> membership.nodes())
                        .map(nodes -> NodeList.of(settings, nodes)))
                .orElse(Uni.createFrom().item(NodeList.NONE));
    }
}

package dev.weir.topics.cluster;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminDeadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Describes the cluster and its settings. */
@Path("/cluster")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class ClusterResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final ClusterInfo cluster;
    private final ClusterConfigs settings;

    ClusterResource(AdminDeadline deadline, ClusterInfo cluster, ClusterConfigs settings) {
        this.deadline = deadline;
        this.cluster = cluster;
        this.settings = settings;
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("configs") ? Set.of("all") : Set.of();
    }

    @GET
    public Uni<ClusterDetails> cluster() {
        return deadline.read(cluster::describe);
    }

    @GET
    @Path("/brokers/{broker}/configs")
    public Uni<List<BrokerSetting>> configs(@RestPath int broker, @RestQuery @DefaultValue("false") boolean all) {
        return deadline.read(() -> settings.ofBroker(broker, all));
    }

    @GET
    @Path("/features")
    public Uni<List<ClusterFeature>> features() {
        return deadline.read(settings::features);
    }

    @GET
    @Path("/quotas")
    public Uni<List<ClientQuota>> quotas() {
        return deadline.read(settings::quotas);
    }
}

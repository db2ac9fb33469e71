package dev.weir.topics;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Describes one topic. */
@Path("/topics/{topic}")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class TopicResource implements DeclaresQueryParameters {

    private final AdminDeadline calls;
    private final Topics topics;
    private final TopicSizes sizes;

    TopicResource(AdminDeadline calls, Topics topics, TopicSizes sizes) {
        this.calls = calls;
        this.topics = topics;
        this.sizes = sizes;
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("describe") ? Set.of("all", "configs") : Set.of();
    }

    @GET
    public Uni<TopicDetails> describe(
            @RestPath TopicName topic,
            @RestQuery @DefaultValue("all") VisibleConfigs configs,
            @RestQuery @DefaultValue("true") boolean all) {
        return calls.read(() -> topics.state(topic, all && configs == VisibleConfigs.ALL));
    }

    @GET
    @Path("/partitions")
    public Uni<List<PartitionDetails>> partitions(@RestPath TopicName topic) {
        return calls.read(() -> topics.partitions(topic));
    }

    @GET
    @Path("/partitions/{partition}")
    public Uni<PartitionDetails> partition(@RestPath TopicName topic, @RestPath int partition) {
        return calls.read(() -> topics.partition(topic, partition));
    }

    @GET
    @Path("/partitions/{partition}/offsets")
    public Uni<PartitionOffsets> offsets(@RestPath TopicName topic, @RestPath int partition) {
        return calls.read(() -> sizes.offsets(topic, partition));
    }

    @GET
    @Path("/size")
    public Uni<TopicSize> size(@RestPath TopicName topic) {
        return calls.read(() -> sizes.size(topic));
    }
}

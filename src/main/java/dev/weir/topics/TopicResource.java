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

    private final AdminDeadline deadline;
    private final Topics topics;
    private final TopicSizes sizes;

    TopicResource(AdminDeadline deadline, Topics topics, TopicSizes sizes) {
        this.deadline = deadline;
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
        return deadline.read(() -> topics.describe(topic, all && configs == VisibleConfigs.ALL));
    }

    @GET
    @Path("/partitions")
    public Uni<List<PartitionDetails>> partitions(@RestPath TopicName topic) {
        return deadline.read(() -> topics.partitions(topic));
    }

    @GET
    @Path("/partitions/{partition}")
    public Uni<PartitionDetails> partition(@RestPath TopicName topic, @RestPath int partition) {
        return deadline.read(() -> topics.partition(topic, partition));
    }

    @GET
    @Path("/partitions/{partition}/offsets")
    public Uni<PartitionOffsets> offsets(@RestPath TopicName topic, @RestPath int partition) {
        return deadline.read(() -> sizes.offsets(topic, partition));
    }

    @GET
    @Path("/size")
    public Uni<TopicSize> size(@RestPath TopicName topic) {
        return deadline.read(() -> sizes.size(topic));
    }
}

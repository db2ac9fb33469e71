package dev.weir.topics;

import dev.weir.http.KnownQuery;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.AdminCalls;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Describes one topic. */
@Path("/topics/{topic}")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "topics")
class TopicResource implements KnownQuery {

    private final AdminCalls calls;
    private final Topics topics;
    private final TopicSizes sizes;

    TopicResource(AdminCalls calls, Topics topics, TopicSizes sizes) {
        this.calls = calls;
        this.topics = topics;
        this.sizes = sizes;
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("describe") ? Set.of("all") : Set.of();
    }

    @GET
    @Operation(
            summary = "A topic with its settings, partitions and replicas",
            description = "Settings that differ from Kafka's default; all of them with ?all=true.")
    public Uni<TopicState> describe(@RestPath TopicName topic, @RestQuery @DefaultValue("false") boolean all) {
        return calls.question(() -> topics.state(topic, all));
    }

    @GET
    @Path("/partitions")
    @Operation(summary = "The partitions of a topic", description = "A partition without a leader has leader null.")
    public Uni<List<PartitionState>> partitions(@RestPath TopicName topic) {
        return calls.question(() -> topics.partitions(topic));
    }

    @GET
    @Path("/partitions/{partition}")
    @Operation(summary = "One partition of a topic")
    public Uni<PartitionState> partition(@RestPath TopicName topic, @RestPath int partition) {
        return calls.question(() -> topics.partition(topic, partition));
    }

    @GET
    @Path("/partitions/{partition}/offsets")
    @Operation(summary = "Where a partition begins and ends")
    public Uni<PartitionOffsets> offsets(@RestPath TopicName topic, @RestPath int partition) {
        return calls.question(() -> sizes.offsets(topic, partition));
    }

    @GET
    @Path("/size")
    @Operation(
            summary = "How many records and bytes are in a topic",
            description = "Records are what lies between beginning and end: exact, but for compacted topics and "
                    + "transactions, where it is the most there can be. Bytes are on disk, of all replicas together.")
    public Uni<TopicSize> size(@RestPath TopicName topic) {
        return calls.question(() -> sizes.size(topic));
    }
}

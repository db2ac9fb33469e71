package dev.weir.produce;

import dev.weir.http.KnownQuery;
import dev.weir.kafka.Partitioning;
import dev.weir.kafka.TopicCatalog;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Compares what the clients of Kafka would choose for a key. */
@Path("/partitioners")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "produce")
class PartitionersResource implements KnownQuery {

    private final TopicCatalog topics;

    PartitionersResource(TopicCatalog topics) {
        this.topics = topics;
    }

    @Override
    public Set<String> query(String method) {
        return Set.of("key", "partitions", "topic");
    }

    /**
     * What each would choose.
     *
     * @param key as its UTF-8 bytes
     * @param choices by the name of the partitioner; those that do not look at keys are not there
     */
    record Comparison(String key, int partitions, Map<Partitioning, Integer> choices) {}

    @GET
    @Operation(
            summary = "Which partition each client would choose for a key",
            description = "For a number of partitions, or for a topic's.")
    public Uni<Comparison> compare(@RestQuery String key, @RestQuery Integer partitions, @RestQuery TopicName topic) {
        if (key == null) {
            throw Failure.invalid("key is missing: /partitioners?key=K&partitions=N, or &topic=T");
        }
        if ((partitions == null) == (topic == null)) {
            throw Failure.invalid("Exactly one of partitions and topic must be given");
        }
        if (topic != null) {
            return Uni.createFrom().completionStage(topics.partitions(topic)).map(count -> comparison(key, count));
        }
        if (partitions < 1) {
            throw Failure.invalid("partitions is a whole number from 1, not " + partitions);
        }
        return Uni.createFrom().item(comparison(key, partitions));
    }

    private static Comparison comparison(String key, int partitions) {
        var bytes = key.getBytes(StandardCharsets.UTF_8);
        Map<Partitioning, Integer> choices = new LinkedHashMap<>();
        for (var partitioning : Partitioning.values()) {
            if (partitioning.isByKey()) {
                choices.put(partitioning, partitioning.partition(bytes, partitions));
            }
        }
        return new Comparison(key, partitions, choices);
    }
}

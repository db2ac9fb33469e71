package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.model.Utf8;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;

/** Compares the partitions that Kafka's clients choose for a key. */
@Path("/partitioners")
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class PartitionersResource implements DeclaresQueryParameters {

    private final TopicMetadataCache topics;
    private final Access access;

    PartitionersResource(TopicMetadataCache topics, Access access) {
        this.topics = topics;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        return Set.of("key", "partitions", "topic");
    }

    @Override
    public Set<String> bytes() {
        return Set.of("key");
    }

    /**
     * The partition that each partitioner chooses.
     *
     * @param key null where the key is not UTF-8
     * @param keyBase64 null where the key is UTF-8
     * @param choices by partitioner, without those that ignore keys
     */
    record Comparison(
            String key,

            @JsonProperty("key_base64") @JsonInclude(JsonInclude.Include.NON_NULL)
            String keyBase64,

            int partitions,
            Map<PartitionerType, Integer> choices) {}

    @GET
    public Uni<Comparison> compare(
            @RestQuery("key") String text,
            @RestQuery Integer partitions,
            @RestQuery TopicName topic,
            @Context HttpServerRequest request) {
        // The text has no bytes that are not UTF-8; the parameter is declared for OpenAPI.
        var key = new QueryParameters(request.query())
                .bytes("key")
                .orElseThrow(() -> Failure.invalid("key is missing: /partitioners?key=K&partitions=N, or &topic=T"));
        if ((partitions == null) == (topic == null)) {
            throw Failure.invalid("Exactly one of partitions and topic must be given");
        }
        if (topic != null) {
            access.check(Action.DESCRIBE, topic);
            return Uni.createFrom().completionStage(topics.partitions(topic)).map(count -> comparison(key, count));
        }
        if (partitions < 1) {
            throw Failure.invalid("partitions is a whole number from 1, not " + partitions);
        }
        return Uni.createFrom().item(comparison(key, partitions));
    }

    private static Comparison comparison(byte[] key, int partitions) {
        Map<PartitionerType, Integer> choices = new LinkedHashMap<>();
        for (var partitioner : PartitionerType.values()) {
            if (partitioner.isByKey()) {
                choices.put(partitioner, partitioner.partition(key, partitions));
            }
        }
        var text = Utf8.decode(key);
        return new Comparison(text, text == null ? Base64.getEncoder().encodeToString(key) : null, partitions, choices);
    }
}

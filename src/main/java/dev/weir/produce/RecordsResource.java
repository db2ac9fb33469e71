package dev.weir.produce;

import dev.weir.http.KnownQuery;
import dev.weir.kafka.Batch;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes one record a request, the body as it is being the value: for curl and webhooks. */
@Path("/topics/{topic}")
@Tag(name = "produce")
class RecordsResource implements KnownQuery {

    private static final Set<String> QUERY = Set.of("key", "partition", "timestamp", "acks", "partitioner", "async");

    private final Sends sends;

    RecordsResource(Sends sends) {
        this.sends = sends;
    }

    @Override
    public Set<String> query(String method) {
        return QUERY;
    }

    @POST
    @Path("/records")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send one record; the body is its value",
            description = "Any content type. Record headers are sent as HTTP headers Kafka-Header-<name>. "
                    + "200 means that as many replicas as acks asks for have the record.")
    @APIResponse(
            responseCode = "200",
            description = "Where the record went",
            content = @Content(schema = @Schema(implementation = StoredRecord.class)))
    public Uni<? extends RestResponse<?>> send(
            @RestPath TopicName topic,
            @RestQuery String key,
            @RestQuery Integer partition,
            @RestQuery Long timestamp,
            @BeanParam SendParameters parameters,
            @Context HttpServerRequest http,
            byte[] value) {
        RecordRules.checkPartition(partition);
        RecordRules.checkTimestamp(timestamp);
        var keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        var headers = RecordHeaders.from(http.headers());
        var record = new ProducerRecord<>(topic.value(), partition, timestamp, keyBytes, value, headers);
        var batch = new Batch(topic, parameters.acks, parameters.partitioner, List.of(record));
        return parameters.isAsync() ? sends.async(batch, parameters.wantsReceipts()) : sends.one(batch);
    }
}

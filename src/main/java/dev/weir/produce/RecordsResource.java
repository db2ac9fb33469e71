package dev.weir.produce;

import dev.weir.model.Acks;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Takes one record a request, the body as it is being the value: for curl and webhooks. */
@Path("/topics/{topic}/records")
@Tag(name = "produce")
class RecordsResource {

    private final RecordProducer producer;

    RecordsResource(RecordProducer producer) {
        this.producer = producer;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send one record; the body is its value",
            description = "Any content type. Record headers are sent as HTTP headers Kafka-Header-<name>. "
                    + "200 means that as many replicas as acks asks for have the record.")
    public Uni<StoredRecord> send(
            @RestPath TopicName topic,
            @RestQuery String key,
            @RestQuery Integer partition,
            @RestQuery Long timestamp,
            @RestQuery @DefaultValue("all") Acks acks,
            @Context HttpHeaders http,
            byte[] value) {
        RecordRules.checkPartition(partition);
        RecordRules.checkTimestamp(timestamp);
        var keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return producer.send(
                acks,
                new ProducerRecord<>(topic.value(), partition, timestamp, keyBytes, value, RecordHeaders.from(http)));
    }
}

package dev.weir.produce;

import dev.weir.http.MediaTypes;
import dev.weir.model.Acks;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes many records a request, in the formats that clients of Kafka REST gateways send. */
@Path("/topics/{topic}")
@Consumes({MediaTypes.RECORDS_JSON, MediaTypes.RECORDS_BINARY, MediaTypes.RECORDS_TEXT, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "produce")
class BatchResource {

    private final RecordProducer producer;

    BatchResource(RecordProducer producer) {
        this.producer = producer;
    }

    @POST
    @Operation(
            summary = "Send records",
            description =
                    "The Content-Type says what keys and values are: JSON, base64 or strings. One answer a record, "
                            + "in the order of the records.")
    public Uni<RestResponse<BatchAnswer>> send(
            @RestPath TopicName topic,
            @RestQuery @DefaultValue("all") Acks acks,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            byte[] body) {
        return sendAll(acks, new BatchReader(topic, null, Format.of(contentType), body).records());
    }

    @POST
    @Path("/partitions/{partition}")
    @Operation(summary = "Send records to one partition")
    public Uni<RestResponse<BatchAnswer>> sendTo(
            @RestPath TopicName topic,
            @RestPath Integer partition,
            @RestQuery @DefaultValue("all") Acks acks,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            byte[] body) {
        RecordRules.checkPartition(partition);
        return sendAll(acks, new BatchReader(topic, partition, Format.of(contentType), body).records());
    }

    private Uni<RestResponse<BatchAnswer>> sendAll(Acks acks, List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().item(BatchAnswer.of(List.of()).response());
        }
        var sends = records.stream()
                .map(record -> producer.send(acks, record)
                        .map(Outcome::stored)
                        .onFailure()
                        .recoverWithItem(Outcome::failed))
                .toList();
        return Uni.join().all(sends).andFailFast().map(outcomes -> BatchAnswer.of(outcomes)
                .response());
    }
}

package dev.weir.produce;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.EmbeddedFormat;
import dev.weir.http.ErrorBody;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.SendRequest;
import dev.weir.model.TopicName;
import dev.weir.produce.record.RecordValidator;
import dev.weir.produce.signature.Receivers;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Produces many records per request, in the formats of the Kafka REST API. */
@Path("/topics/{topic}")
@Consumes({MediaTypes.RECORDS_JSON, MediaTypes.RECORDS_BINARY, MediaTypes.RECORDS_TEXT, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class BatchResource implements DeclaresQueryParameters {

    private final ProduceService produce;
    private final Receivers receivers;

    BatchResource(ProduceService produce, Receivers receivers) {
        this.produce = produce;
        this.receivers = receivers;
    }

    @Override
    public Set<String> query(String method) {
        return SendParameters.QUERY;
    }

    @POST
    public CompletionStage<? extends RestResponse<?>> send(
            @RestPath TopicName topic,
            @BeanParam SendParameters parameters,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            byte[] body) {
        return send(topic, null, parameters, contentType, body);
    }

    @POST
    @Path("/partitions/{partition}")
    public CompletionStage<? extends RestResponse<?>> sendTo(
            @RestPath TopicName topic,
            @RestPath Integer partition,
            @BeanParam SendParameters parameters,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            byte[] body) {
        RecordValidator.checkPartition(partition);
        return send(topic, partition, parameters, contentType, body);
    }

    private CompletionStage<? extends RestResponse<?>> send(
            TopicName topic, Integer partition, SendParameters parameters, String contentType, byte[] body) {
        if (contentType == null) {
            throw new NotSupportedException(ErrorBody.unsupportedType(List.of(
                    MediaTypes.RECORDS_JSON, MediaTypes.RECORDS_BINARY, MediaTypes.RECORDS_TEXT, MediaTypes.JSON)));
        }
        receivers.checkUnsigned(topic);
        var records = new BatchReader(topic, partition, EmbeddedFormat.ofContentType(contentType), body).records();
        var batch = new SendRequest(topic, parameters.acks, parameters.partitioner, records);
        return parameters.isAsync()
                ? produce.sendAsync(batch).thenApply(accepted -> accepted.response(parameters.wantsReceipts()))
                : produce.sendAll(batch)
                        .thenApply(outcomes -> BatchResponse.of(outcomes).response());
    }
}

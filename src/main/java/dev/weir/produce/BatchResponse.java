package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.weir.http.HttpStatuses;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The outcomes of the records of a batch, in order.
 *
 * @param failure that of the first record where every record failed with the same HTTP status, else null
 */
@JsonSerialize(using = BatchResponse.Serializer.class)
@RegisterForReflection
record BatchResponse(Failure failure, List<Item> offsets) {

    /** The outcome of one record. */
    sealed interface Item {}

    /**
     * The record is stored.
     *
     * @param offset null with acks=0, where no broker confirms it
     */
    record Stored(int partition, Long offset) implements Item {}

    /** The record failed, for a reason that has an HTTP status. */
    record Failed(@JsonProperty("error_code") int errorCode, String message) implements Item {}

    BatchResponse {
        offsets = List.copyOf(offsets);
    }

    /** The response for these outcomes. */
    static BatchResponse of(List<Outcome> outcomes) {
        var items = outcomes.stream().map(BatchResponse::item).toList();
        return new BatchResponse(haveSameStatus(outcomes) ? outcomes.get(0).failure() : null, items);
    }

    private static boolean haveSameStatus(List<Outcome> outcomes) {
        if (outcomes.isEmpty() || outcomes.get(0).isStored()) {
            return false;
        }
        int first = status(outcomes.get(0));
        return outcomes.stream().allMatch(outcome -> status(outcome) == first);
    }

    /** The HTTP response: 200, or the status that all records failed with. */
    RestResponse<BatchResponse> response() {
        if (failure == null) {
            return RestResponse.ok(this);
        }
        var response = ResponseBuilder.<BatchResponse>create(HttpStatuses.of(failure.kind()))
                .entity(this);
        HttpStatuses.retryAfter(failure).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    private static int status(Outcome outcome) {
        return outcome.isStored() ? 200 : HttpStatuses.of(outcome.failure().kind());
    }

    private static Item item(Outcome outcome) {
        return outcome.isStored()
                ? new Stored(outcome.stored().partition(), outcome.stored().offset())
                : new Failed(status(outcome), outcome.failure().getMessage());
    }

    /** Writes stored records as text, because field by field they take longer than the records took to read. */
    @RegisterForReflection
    static final class Serializer extends JsonSerializer<BatchResponse> {

        @Override
        public void serialize(BatchResponse response, JsonGenerator out, SerializerProvider unused) throws IOException {
            out.writeStartObject();
            if (response.failure() != null) {
                write(
                        out,
                        HttpStatuses.of(response.failure().kind()),
                        response.failure().getMessage());
            }
            out.writeArrayFieldStart("offsets");
            for (var item : response.offsets()) {
                if (item instanceof Stored stored) {
                    out.writeRawValue("{\"partition\":" + stored.partition() + ",\"offset\":" + stored.offset() + "}");
                } else if (item instanceof Failed failed) {
                    out.writeStartObject();
                    write(out, failed.errorCode(), failed.message());
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        private static void write(JsonGenerator out, int errorCode, String message) throws IOException {
            out.writeNumberField("error_code", errorCode);
            out.writeStringField("message", message);
        }
    }
}

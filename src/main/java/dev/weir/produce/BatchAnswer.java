package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.weir.http.Statuses;
import dev.weir.model.Outcome;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * What became of the records of a batch, in their order.
 *
 * @param errorCode the HTTP status when every record failed with the same one, else null
 * @param message why, when {@code errorCode} is there
 */
record BatchAnswer(
        @JsonProperty("error_code") @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer errorCode,

        @JsonInclude(JsonInclude.Include.NON_NULL) String message,
        List<Item> offsets) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final SerializedString PARTITION = new SerializedString("partition");
    private static final SerializedString OFFSET = new SerializedString("offset");
    private static final int LONGEST_STORED = 64;

    /** What became of one record. */
    sealed interface Item {}

    /**
     * It was stored.
     *
     * @param offset null when nobody was asked to confirm
     */
    record Stored(int partition, Long offset) implements Item {}

    /** It failed, for a reason that has an HTTP status. */
    record Failed(@JsonProperty("error_code") int errorCode, String message) implements Item {}

    BatchAnswer {
        offsets = List.copyOf(offsets);
    }

    /** Sums up outcomes. */
    static BatchAnswer of(List<Outcome> outcomes) {
        List<Item> items = new ArrayList<>(outcomes.size());
        outcomes.forEach(outcome -> items.add(item(outcome)));
        return isRefusedAlike(outcomes)
                ? new BatchAnswer(
                        status(outcomes.get(0)), outcomes.get(0).failure().getMessage(), items)
                : new BatchAnswer(null, null, items);
    }

    private static boolean isRefusedAlike(List<Outcome> outcomes) {
        if (outcomes.isEmpty() || outcomes.get(0).isStored()) {
            return false;
        }
        int first = status(outcomes.get(0));
        return outcomes.stream().allMatch(outcome -> status(outcome) == first);
    }

    /** With the status that this answer is worth. */
    RestResponse<BatchAnswer> response() {
        var response = ResponseBuilder.<BatchAnswer>create(errorCode == null ? 200 : errorCode)
                .entity(this);
        if (errorCode != null) {
            Statuses.retryAfter(errorCode).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        }
        return response.build();
    }

    /** Written field by field, because to bind each of many records would take a quarter of a batch's time on the event loop. */
    byte[] json() {
        var bytes = new ByteArrayOutputStream(LONGEST_STORED * (offsets.size() + 1));
        try (var out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            if (errorCode != null) {
                writeFailure(out, errorCode, message);
            }
            out.writeArrayFieldStart("offsets");
            for (var item : offsets) {
                out.writeStartObject();
                if (item instanceof Stored stored) {
                    writePlace(out, stored);
                } else if (item instanceof Failed failed) {
                    writeFailure(out, failed.errorCode(), failed.message());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writePlace(JsonGenerator out, Stored stored) throws IOException {
        out.writeFieldName(PARTITION);
        out.writeNumber(stored.partition());
        out.writeFieldName(OFFSET);
        if (stored.offset() == null) {
            out.writeNull();
        } else {
            out.writeNumber(stored.offset());
        }
    }

    private static void writeFailure(JsonGenerator out, int errorCode, String message) throws IOException {
        out.writeNumberField("error_code", errorCode);
        out.writeStringField("message", message);
    }

    private static int status(Outcome outcome) {
        return outcome.isStored() ? 200 : Statuses.of(outcome.failure().kind());
    }

    private static Item item(Outcome outcome) {
        return outcome.isStored()
                ? new Stored(outcome.stored().partition(), outcome.stored().offset())
                : new Failed(status(outcome), outcome.failure().getMessage());
    }
}

package dev.weir.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/**
 * What every refusal looks like.
 *
 * @param errorCode the HTTP status
 * @param message a sentence for a person
 * @param validationErrors JSON paths with what is wrong there; left out when empty
 */
@RegisterForReflection
public record ErrorBody(
        @JsonProperty("error_code") int errorCode,
        String message,

        @JsonProperty("validation_errors") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> validationErrors) {

    public static final String NOTHING_ACCEPTABLE = "The Accept header names nothing that this address can answer with";

    public static final String UNSUPPORTED_TYPE = "The Content-Type is not one that this address takes";

    public ErrorBody {
        validationErrors = List.copyOf(validationErrors);
    }

    /** A refusal that is not about one place of the body. */
    public static ErrorBody of(int status, String message) {
        return new ErrorBody(status, message, List.of());
    }

    /**
     * Why a request body is refused for its media type, with the media types that the address reads, if it says any.
     */
    public static String unsupportedType(List<String> consumed) {
        return consumed.isEmpty() ? UNSUPPORTED_TYPE : UNSUPPORTED_TYPE + "; it takes " + String.join(", ", consumed);
    }

    /** A refusal for a reason of ours, which is logged under a number that the client is told. */
    public static ErrorBody ofDefect(Throwable defect) {
        var id = UUID.randomUUID();
        Log.errorf(defect, "Request failed with a defect of ours, %s", id);
        return of(500, "Something went wrong in Weir itself; its log has more under " + id);
    }

    /** The fields of a failure without the braces, for answers that are written as they come. */
    public static void append(Buffer out, Failure failure) {
        out.appendString("\"error_code\":" + HttpStatuses.of(failure.kind()) + ",\"message\":\"")
                .appendBytes(JsonStringEncoder.getInstance().quoteAsUTF8(failure.getMessage()))
                .appendByte((byte) '"');
    }
}

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
 * The body of every error response.
 *
 * @param errorCode the HTTP status
 * @param message one sentence
 * @param validationErrors JSON paths, each with what is invalid there; omitted when empty
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

    /** An error without JSON paths. */
    public static ErrorBody of(int status, String message) {
        return new ErrorBody(status, message, List.of());
    }

    /** The message of a 415, with the media types that the path reads, if it declares any. */
    public static String unsupportedType(List<String> consumed) {
        return consumed.isEmpty() ? UNSUPPORTED_TYPE : UNSUPPORTED_TYPE + "; it takes " + String.join(", ", consumed);
    }

    /** The error for a defect of Weir; the defect is logged under an id that the message contains. */
    public static ErrorBody ofDefect(Throwable defect) {
        var id = UUID.randomUUID();
        Log.errorf(defect, "Request failed with a defect of ours, %s", id);
        return of(500, "Something went wrong in Weir itself; its log has more under " + id);
    }

    /** Writes the fields of a failure without the braces, for responses that are written line by line. */
    public static void append(Buffer out, Failure failure) {
        out.appendString("\"error_code\":" + HttpStatuses.of(failure.kind()) + ",\"message\":\"")
                .appendBytes(JsonStringEncoder.getInstance().quoteAsUTF8(failure.getMessage()))
                .appendByte((byte) '"');
    }
}

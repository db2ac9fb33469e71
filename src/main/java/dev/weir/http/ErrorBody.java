package dev.weir.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

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

    static final String NOTHING_ACCEPTABLE = "The Accept header names nothing that this address can answer with";

    public ErrorBody {
        validationErrors = List.copyOf(validationErrors);
    }

    /** A refusal that is not about one place of the body. */
    public static ErrorBody of(int status, String message) {
        return new ErrorBody(status, message, List.of());
    }
}

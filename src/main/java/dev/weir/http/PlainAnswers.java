package dev.weir.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.model.Failure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/** The error body for requests that are answered before, or beside, the REST layer. */
@Singleton
public class PlainAnswers {

    private static final int NOT_ACCEPTABLE = 406;

    private final ObjectMapper json;

    PlainAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** Answers with the status and the error body of a failure. */
    public void refuse(HttpServerResponse response, Failure failure) {
        int status = Statuses.of(failure.kind());
        Statuses.retryAfter(status).ifPresent(seconds -> response.putHeader("Retry-After", Integer.toString(seconds)));
        response.setStatusCode(status)
                .putHeader("Content-Type", MediaTypes.CONTROL)
                .end(body(new ErrorBody(status, failure.getMessage(), failure.details())));
    }

    /** Answers that the {@code Accept} header asks for nothing there is. */
    public void refuseType(HttpServerResponse response) {
        response.setStatusCode(NOT_ACCEPTABLE)
                .putHeader("Content-Type", MediaTypes.CONTROL)
                .end(body(ErrorBody.of(NOT_ACCEPTABLE, ErrorBody.NOTHING_ACCEPTABLE)));
    }

    /** As {@link #refuse}, and closes the connection, for requests whose rest nobody will read. */
    void refuseAndClose(HttpServerRequest request, Failure failure) {
        var response = request.response();
        response.putHeader("Connection", "close");
        response.endHandler(sent -> request.connection().close());
        refuse(response, failure);
    }

    private String body(ErrorBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

package dev.weir.http.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.weir.http.ErrorBody;
import dev.weir.http.HttpStatuses;
import dev.weir.http.JsonParseFailures;
import dev.weir.http.MediaTypes;
import dev.weir.http.body.ContentDecoder;
import dev.weir.model.Failure;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps exceptions of resources and of the REST layer to the error body. */
class FailureMapper {

    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(Failure failure) {
        var status = HttpStatuses.of(failure.kind());
        if (failure.kind() == Failure.Kind.INTERNAL) {
            return defect(failure);
        }
        var response = body(new ErrorBody(status, failure.getMessage(), failure.details()));
        HttpStatuses.retryAfter(failure).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        if (failure.kind() == Failure.Kind.UNSUPPORTED) {
            response.header(HttpHeaders.ACCEPT_ENCODING, ContentDecoder.accepted());
        }
        return response.build();
    }

    /** The REST layer wraps the failure of a parameter's type in a 404; the failure is its cause. */
    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(NotFoundException notFound) {
        for (Throwable cause = notFound.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return map(failure);
            }
        }
        if (notFound.getCause() instanceof IllegalArgumentException) {
            return map(Failure.invalid("A parameter in the address is not of its type, for instance not a number"));
        }
        return body(ErrorBody.of(404, "There is nothing at this address")).build();
    }

    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(NotSupportedException unsupported) {
        var message = unsupported.getMessage();
        return body(ErrorBody.of(
                        415, message.startsWith(ErrorBody.UNSUPPORTED_TYPE) ? message : ErrorBody.UNSUPPORTED_TYPE))
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(NotAcceptableException notAcceptable) {
        return body(ErrorBody.of(406, ErrorBody.NOTHING_ACCEPTABLE)).build();
    }

    /** Replaces Quarkus's own mapper, whose response names Java classes or is empty. */
    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(MismatchedInputException mismatch) {
        return map(JsonParseFailures.of(mismatch));
    }

    /** The REST layer wraps a body that Jackson cannot bind; the failure is the cause. */
    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(WebApplicationException refusal) {
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return map(failure);
            }
            if (cause instanceof JsonProcessingException malformed && !(malformed.getCause() instanceof Failure)) {
                return map(JsonParseFailures.of(malformed));
            }
        }
        var status = refusal.getResponse().getStatus();
        var response =
                body(ErrorBody.of(status, refusal.getResponse().getStatusInfo().getReasonPhrase()));
        var allowed = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? response.build()
                : response.header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    public RestResponse<ErrorBody> map(Throwable defect) {
        return defect(defect);
    }

    private static RestResponse<ErrorBody> defect(Throwable defect) {
        return body(ErrorBody.ofDefect(defect)).build();
    }

    private static ResponseBuilder<ErrorBody> body(ErrorBody body) {
        return ResponseBuilder.<ErrorBody>create(body.errorCode()).entity(body).type(MediaTypes.CONTROL);
    }
}

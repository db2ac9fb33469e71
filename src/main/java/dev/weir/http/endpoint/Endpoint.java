package dev.weir.http.endpoint;

import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * Declares one operation that is a Vert.x route: what a request may contain and which media types the response has.
 *
 * <p>{@link Endpoints} checks requests against it, and a test compares it with the OpenAPI description.
 *
 * @param path with parameters in braces, such as {@code /topics/{topic}}
 * @param query the names of the query parameters; a request with any other is refused
 * @param responses the media types of the response
 * @param body how the request body is read
 */
public record Endpoint(HttpMethod method, String path, Set<String> query, ResponseTypes responses, Body body) {

    /** How the body of a request is read. */
    public enum Body {
        /** The request has no body; one that is sent is ignored. */
        NONE,
        /** The whole body, of any media type, is read before the handler is called. */
        WHOLE,
        /** The body is NDJSON, and the handler reads it line by line from a paused request. */
        LINES
    }

    public Endpoint {
        query = Set.copyOf(query);
    }

    /** An endpoint for GET, and for HEAD. */
    public static Endpoint get(String path, ResponseTypes responses, String... query) {
        return new Endpoint(HttpMethod.GET, path, Set.of(query), responses, Body.NONE);
    }

    /** An endpoint for POST. */
    public static Endpoint post(String path, Body body, ResponseTypes responses, String... query) {
        return new Endpoint(HttpMethod.POST, path, Set.of(query), responses, body);
    }

    /** Whether a request with this {@code Content-Type}, possibly null, is for this endpoint. */
    public boolean matches(String contentType) {
        return body != Body.LINES || MediaTypes.isNdjson(contentType);
    }
}

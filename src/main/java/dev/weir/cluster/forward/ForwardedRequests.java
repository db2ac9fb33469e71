package dev.weir.cluster.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cluster.ClusterMembership;
import dev.weir.cluster.ClusterNode;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Recognises requests that another node has forwarded.
 *
 * <p>A node proves itself with the id that Kafka gave this node when it joined, which nodes read from Kafka. A request
 * without it is refused, so that no client can make a request look forwarded.
 */
@Singleton
public class ForwardedRequests {

    /** The member id of the node that it is sent to, and the address of Weir for the client. */
    static final String HEADER = "Weir-Forwarded";

    private final ClusterMembership membership;

    ForwardedRequests(ClusterMembership membership) {
        this.membership = membership;
    }

    /** Whether a request says that a node has forwarded it. */
    public boolean claims(HttpServerRequest request) {
        return request.headers().contains(HEADER);
    }

    /** Whether another node has forwarded a request, and proves it. */
    public boolean isProven(HttpServerRequest request) {
        var header = request.getHeader(HEADER);
        var memberId = header == null ? "" : membership.memberId();
        return !memberId.isEmpty()
                && MessageDigest.isEqual(header.split(" ", 2)[0].getBytes(UTF_8), memberId.getBytes(UTF_8));
    }

    /**
     * Where the client of a forwarded request finds Weir; empty for a request of a client, and for one that only says
     * that it was forwarded.
     */
    public Optional<String> baseUri(HttpServerRequest request) {
        if (!isProven(request)) {
            return Optional.empty();
        }
        var parts = request.getHeader(HEADER).split(" ", 2);
        return parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
    }

    /** The value of the header for a request to a node. */
    static String header(ClusterNode to, String baseUri) {
        return to.memberId() + " " + baseUri;
    }
}

package dev.weir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    /**
     * Where the client of a forwarded request finds Weir; empty for a request of a client, and for one that only says
     * that it was forwarded.
     */
    public Optional<String> baseUri(HttpServerRequest request) {
        var header = request.getHeader(HEADER);
        var member = membership.consumer();
        if (header == null || member == null || member.memberId().isEmpty()) {
            return Optional.empty();
        }
        var parts = header.split(" ", 2);
        boolean proven = parts.length == 2
                && MessageDigest.isEqual(
                        parts[0].getBytes(UTF_8), member.memberId().getBytes(UTF_8));
        return proven ? Optional.of(parts[1]) : Optional.empty();
    }

    /** The value of the header for a request to a node. */
    static String header(ClusterNode to, String baseUri) {
        return to.memberId() + " " + baseUri;
    }
}

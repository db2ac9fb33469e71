package dev.weir.groups;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.common.Node;

/**
 * The broker that looks after a group.
 *
 * @param broker its number
 */
@RegisterForReflection
public record Coordinator(int broker, String host, int port) {

    /** Null where nobody looks after it now. */
    static Coordinator of(Node node) {
        return node == null || node.isEmpty() ? null : new Coordinator(node.id(), node.host(), node.port());
    }
}

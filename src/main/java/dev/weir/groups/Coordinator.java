package dev.weir.groups;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.common.Node;

/**
 * The broker that coordinates a group.
 *
 * @param broker its id
 */
@RegisterForReflection
public record Coordinator(int broker, String host, int port) {

    /** Null while the group has no coordinator. */
    static Coordinator of(Node node) {
        return node == null || node.isEmpty() ? null : new Coordinator(node.id(), node.host(), node.port());
    }
}

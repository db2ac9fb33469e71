package dev.weir.topics.cluster;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A broker.
 *
 * @param broker its id
 * @param rack null where {@code broker.rack} is not set
 * @param controller whether it is the active controller
 */
@RegisterForReflection
public record BrokerDetails(int broker, String host, int port, String rack, boolean controller) {}

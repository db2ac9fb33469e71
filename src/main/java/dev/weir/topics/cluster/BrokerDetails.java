package dev.weir.topics.cluster;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A node that clients can talk to.
 *
 * @param broker its number
 * @param rack where it stands; null when nobody said
 * @param controller whether it is the one that decides for the cluster
 */
@RegisterForReflection
public record BrokerDetails(int broker, String host, int port, String rack, boolean controller) {}

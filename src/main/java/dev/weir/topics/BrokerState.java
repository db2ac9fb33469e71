package dev.weir.topics;

/**
 * A node that clients can talk to.
 *
 * @param broker its number
 * @param rack where it stands; null when nobody said
 * @param controller whether it is the one that decides for the cluster
 */
public record BrokerState(int broker, String host, int port, String rack, boolean controller) {}

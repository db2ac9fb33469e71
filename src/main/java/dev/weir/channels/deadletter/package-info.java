/**
 * A record that could not be decoded or handled in, its dead letter in Kafka out; only then is the record acknowledged.
 *
 * <p>Committing is done elsewhere.
 */
package dev.weir.channels.deadletter;

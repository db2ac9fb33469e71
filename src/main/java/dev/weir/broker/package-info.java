/**
 * The workshop: a real Apache Kafka in a JVM of its own, for dev mode and tests only.
 *
 * <p>What comes in is a directory and a port on the loopback interface; what goes out is an address for
 * {@code kafka.bootstrap.servers}. In dev mode {@link dev.weir.broker.EmbeddedBroker} starts it with the application;
 * tests start, stop, kill and pause it through {@link dev.weir.broker.BrokerProcess}. No class of the broker is on
 * Weir's own class path, nothing here is packaged, and nothing outside dev mode and tests may import it.
 */
package dev.weir.broker;

/**
 * A real Apache Kafka in a JVM of its own, for dev mode and tests only.
 *
 * <p>A directory and a port on the loopback interface come in; an address for {@code kafka.bootstrap.servers} goes out.
 * In dev mode {@link dev.weir.broker.EmbeddedBroker} starts it with the application; tests start, stop, kill and pause
 * it through {@link dev.weir.broker.BrokerProcess}. No class of the broker is on Weir's own class path, nothing here is
 * packaged, and nothing outside dev mode and tests may import it.
 */
package dev.weir.broker;

/**
 * A failed connection in, its reason in one sentence out: from the addresses of the bootstrap servers to those that
 * brokers advertise.
 *
 * <p>Exceptions of single requests are translated elsewhere.
 */
package dev.weir.kafka.diagnosis;

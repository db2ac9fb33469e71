/**
 * A key in, a partition out, as Kafka's own producer and as other clients choose it.
 *
 * <p>Records are sent elsewhere.
 */
package dev.weir.kafka.partitioning;

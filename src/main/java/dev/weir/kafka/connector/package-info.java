/**
 * Settings of channels in, settings of Kafka's clients out: defaults, memory, retries, and no topic creation by
 * producers.
 *
 * <p>No channel is declared or used here.
 */
package dev.weir.kafka.connector;

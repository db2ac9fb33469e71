/**
 * Topics: listed, described, created, changed, truncated and deleted.
 *
 * <p>Requests come in, the results of Kafka's admin client go out; records are read and written elsewhere. Services
 * need only a {@link dev.weir.kafka.KafkaAdmin}, so the command line uses them without Quarkus.
 */
package dev.weir.topics;

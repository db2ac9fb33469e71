/**
 * Consumer groups: members, committed offsets and lag, and their reset and deletion.
 *
 * <p>Requests come in, the results of Kafka's admin client go out; no record is consumed for a group here. Services
 * need only a {@link dev.weir.kafka.KafkaAdmin}, so the command line uses them without Quarkus.
 */
package dev.weir.groups;

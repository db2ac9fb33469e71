/**
 * Consumer groups: who is in them, how far they are, and how that is changed.
 *
 * <p>Ids and wishes come in, what Kafka's coordinators know goes out; nothing is consumed for a group here. The classes
 * that do the work need nothing but an {@link dev.weir.kafka.KafkaAdmin}, so that a program without HTTP can use them.
 */
package dev.weir.groups;

/**
 * Topics and the cluster they live in: what there is, and how it is changed.
 *
 * <p>Names and wishes come in, what Kafka knows goes out; records are read and written elsewhere. The classes that do
 * the work need nothing but an {@link dev.weir.kafka.KafkaAdmin}, so that a program without HTTP can use them.
 */
package dev.weir.topics;

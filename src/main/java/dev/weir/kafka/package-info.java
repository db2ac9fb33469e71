/**
 * Access to Kafka: the one {@code Admin}, caches of topic metadata, and the mapping of Kafka's exceptions.
 *
 * <p>Settings under {@code kafka.*} come in; results and {@link dev.weir.model.Failure}s go out. Records are sent and
 * read elsewhere.
 */
package dev.weir.kafka;

/**
 * The wires to Kafka: the one {@code Admin}, what is known of topics, and what Kafka's exceptions mean.
 *
 * <p>Settings under {@code kafka.*} come in; answers and {@link dev.weir.model.Failure}s go out. Records are sent and
 * read elsewhere.
 */
package dev.weir.kafka;

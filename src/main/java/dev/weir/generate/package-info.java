/**
 * Generated records: a request comes in, records go to Kafka at a steady rate, counts go out.
 *
 * <p>They are sent by the package {@code produce}, through {@link dev.weir.kafka.RecordSender}.
 */
package dev.weir.generate;

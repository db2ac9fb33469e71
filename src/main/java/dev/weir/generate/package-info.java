/**
 * Records made up by Weir itself: a request comes in, records go to Kafka at a steady rate, counts go out.
 *
 * <p>Sending is the produce room's, reached through {@link dev.weir.kafka.RecordSender}.
 */
package dev.weir.generate;

/**
 * The filter expressions of readers, such as {@code value.total > 100 && headers.region == "eu"}.
 *
 * <p>Text comes in; a {@link dev.weir.reading.filter.FilterExpression} goes out, which streams, dead letters and the
 * command line apply to records. Nothing here reads from Kafka.
 */
package dev.weir.reading.filter;

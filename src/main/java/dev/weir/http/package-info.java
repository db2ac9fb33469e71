/**
 * Manners of the HTTP side: media types, the error body, and how a failure becomes a status.
 *
 * <p>Failures come in, {@code {"error_code", "message"}} goes out. Nothing here knows Kafka.
 */
package dev.weir.http;

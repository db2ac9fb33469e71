/**
 * Shared by everything that serves HTTP: media types, query parameters, the error body, the status of a failure,
 * records as JSON.
 *
 * <p>Sub-packages read bodies, register endpoints, filter requests and map exceptions. Nothing here sends to Kafka or
 * reads from it.
 */
package dev.weir.http;

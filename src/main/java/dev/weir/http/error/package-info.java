/**
 * Turns exceptions of the REST layer, and requests that the server itself refuses, into the one error body.
 *
 * <p>Exceptions come in, {@code {"error_code", "message"}} goes out. Endpoints refuse with {@code RouteResponses}
 * instead.
 */
package dev.weir.http.error;

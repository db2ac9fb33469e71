/**
 * Endpoints that are Vert.x routes beside the REST layer, each declared once as an
 * {@link dev.weir.http.endpoint.Endpoint}.
 *
 * <p>Requests come in, checked against the declaration; handlers get an {@link dev.weir.http.endpoint.Exchange}.
 * Resources of the REST layer are not declared here, but {@code RouteTable} lists both.
 */
package dev.weir.http.endpoint;

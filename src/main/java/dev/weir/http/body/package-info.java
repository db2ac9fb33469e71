/**
 * Reads request bodies: bounded one by one and all together, without their content codings.
 *
 * <p>Requests come in, whole bodies or decoded pieces go out. The content of a body is not interpreted here.
 */
package dev.weir.http.body;

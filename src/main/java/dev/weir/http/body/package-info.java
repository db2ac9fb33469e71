/**
 * Reads request bodies: bounded one by one and all together, without their content codings.
 *
 * <p>Requests come in, whole bodies or decoded pieces go out. What a body means is not known here.
 */
package dev.weir.http.body;

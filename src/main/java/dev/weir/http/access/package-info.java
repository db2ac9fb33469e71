/**
 * How features ask what the client of a request may do.
 *
 * <p>An action and a name come in; a refusal goes out, or nothing. The access package implements it; nothing is decided
 * here.
 */
package dev.weir.http.access;

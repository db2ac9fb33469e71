/**
 * Authentication and authorization of clients.
 *
 * <p>Credentials of a request come in; a {@link dev.weir.http.access.Caller} goes out, or a refusal.
 * {@code AccessPolicy} stands in front of every route and resource and decides by the path;
 * {@link dev.weir.http.access.Access} decides about names that stand elsewhere. The rights of Weir itself in Kafka are
 * the broker's matter.
 */
package dev.weir.access;

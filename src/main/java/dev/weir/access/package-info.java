/**
 * Who may come in, and what they may do.
 *
 * <p>Credentials of a request come in; a {@link dev.weir.http.Caller} goes out, or a refusal. {@code AccessPolicy}
 * stands in front of every route and resource and decides by the path; {@link dev.weir.http.Access} decides about names
 * that stand elsewhere. What Weir itself may do in Kafka is not decided here.
 */
package dev.weir.access;

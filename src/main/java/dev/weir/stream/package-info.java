/**
 * Topic in, HTTP out, no group needed: a JSON array, a line a record, or server-sent events, from any place.
 *
 * <p>Nothing is committed here; the client keeps its own position. Reading as a member of a group is done in
 * {@code instances}, declared consumers are in {@code consume}.
 */
package dev.weir.stream;

/**
 * Consumers for clients of HTTP: created, subscribed, polled, committed and deleted over REST, each a member of a
 * group.
 *
 * <p>What was not written to a client was not read by it, and is never committed. Reading without a group is done in
 * {@code stream}, declared consumers are in {@code consume}.
 */
package dev.weir.consumers;

/**
 * Consumers for clients of HTTP: created, subscribed, polled, committed and deleted over REST, each a member of a
 * group.
 *
 * <p>Records that were not written to a client do not count as read and are never committed. Reading without a group is
 * done in {@code stream}, declared consumers are in {@code channels}.
 */
package dev.weir.consumers;

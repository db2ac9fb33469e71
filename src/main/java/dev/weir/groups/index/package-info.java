/**
 * Which groups read a topic, which no request of Kafka returns.
 *
 * <p>A topic comes in, its groups go out. The offsets of all groups are read for it, at most every ten seconds and only
 * while there are requests.
 */
package dev.weir.groups.index;

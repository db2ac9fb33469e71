/**
 * Positions at the end of a topic in, batches of its next records out, read once for all that follow the topic.
 *
 * <p>Other packages write the records to clients, and read for a follower that is not at the end.
 */
package dev.weir.reading.tail;

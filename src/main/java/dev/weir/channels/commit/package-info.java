/**
 * Acknowledged records in, committed offsets out; commits are retried, and a refused one pauses its channel.
 *
 * <p>Records that cannot be decoded are marked here; their dead letters are stored elsewhere.
 */
package dev.weir.channels.commit;

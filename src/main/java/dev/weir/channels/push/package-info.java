/**
 * Declared pushes: each reads topics as a channel does and sends their records to a URL, in order for each key.
 *
 * <p>Committing and dead letters are those of channels. {@code delivery} decides what is sent when, {@code endpoint}
 * how.
 */
package dev.weir.channels.push;

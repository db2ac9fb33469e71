/**
 * Topic in, work done: declared consumers read records, have them handled, and only then let their offsets be
 * committed.
 *
 * <p>A record that cannot be handled goes to the dead letter topic of its channel. Reading over HTTP is done elsewhere.
 */
package dev.weir.channels;

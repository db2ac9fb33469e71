/**
 * Records in, in order for each key, several requests at once; each leaves accepted, rejected, or is sent again.
 *
 * <p>Requests are written elsewhere. The classes of a push run on one thread at a time, and know no clock and no timer
 * but those that they are given.
 */
package dev.weir.channels.push.delivery;

/**
 * The offsets of watched topics and of their groups, second by second for an hour.
 *
 * <p>Names come in; histories, lags in time and events of groups go out. Nothing is sampled while no client watches.
 */
package dev.weir.console.history;

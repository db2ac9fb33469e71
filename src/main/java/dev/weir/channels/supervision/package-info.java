/**
 * Channels that start and terminate in, readiness and the exit of the process out.
 *
 * <p>Records are handled and committed elsewhere.
 */
package dev.weir.channels.supervision;

/**
 * The server side of the console: traffic and lag over time, and a live view of them.
 *
 * <p>Names of topics and groups come in, samples go out as JSON; each part is a documented route of its own. Features
 * serve the rest of what the console shows; this package may use them.
 */
package dev.weir.console;

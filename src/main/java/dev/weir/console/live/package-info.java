/**
 * One response in which traffic, lag and the state of Weir arrive as they change, one JSON object a line.
 *
 * <p>Names of topics and a group come in, lines go out, no faster than the client reads. The offsets are those of the
 * sampler.
 */
package dev.weir.console.live;

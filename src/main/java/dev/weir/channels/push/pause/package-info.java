/**
 * Which pushes clients have paused: written to a topic, and read from it by every Weir.
 *
 * <p>The effect of a pause is decided elsewhere.
 */
package dev.weir.channels.push.pause;

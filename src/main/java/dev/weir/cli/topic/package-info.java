/** Commands about topics; the work is done in the room {@code topics}. */
package dev.weir.cli.topic;

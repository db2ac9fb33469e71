/** Commands about consumer groups; the work is done in the room {@code groups}. */
package dev.weir.cli.group;

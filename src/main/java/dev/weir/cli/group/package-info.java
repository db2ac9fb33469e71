/** The commands for consumer groups: options come in, the feature {@code groups} does the work. */
package dev.weir.cli.group;

/** The commands for topics: options come in, the feature {@code topics} does the work. */
package dev.weir.cli.topic;

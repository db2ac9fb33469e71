/**
 * The topics and partitions that {@code consume} reads: options come in, partitions that exist go out, again whenever
 * the command looks for new ones.
 */
package dev.weir.cli.consume.selection;

/**
 * The command {@code consume}: options come in, records go to standard output in one of several formats, and the
 * offsets of a group are committed afterwards.
 */
package dev.weir.cli.consume;

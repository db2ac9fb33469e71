/**
 * The command {@code consume}: what is wanted comes in as options, records go to standard output in one of several
 * forms, and only then, for a group, is committed how far it got.
 */
package dev.weir.cli.consume;

/**
 * The options that select records and parts of their values: parsed to a filter and a path that the command applies to
 * each record. Topics and offsets are selected elsewhere.
 */
package dev.weir.cli.consume.filter;

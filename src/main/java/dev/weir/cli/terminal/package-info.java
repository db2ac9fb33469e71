/**
 * The process and its terminal: standard streams, arguments and environment to the byte, signals, and how a command
 * ends. Nothing here knows Kafka or a command.
 */
package dev.weir.cli.terminal;

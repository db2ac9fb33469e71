/**
 * The connection of a command to Kafka: options, configuration files and environment come in, settings of Kafka's
 * clients go out, and their exceptions become a message with an exit code.
 */
package dev.weir.cli.connection;

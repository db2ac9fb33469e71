/**
 * The command {@code generate}: options come in, the generator of the feature {@code generate} sends its records to
 * Kafka or to standard output.
 */
package dev.weir.cli.generate;

/**
 * The command line: arguments come in, data goes to standard output, words to standard error, and an exit code says how
 * it ended.
 *
 * <p>It runs without Quarkus and without a running Weir, and speaks to Kafka through the same rooms as the service. A
 * command translates; the work is done there.
 */
package dev.weir.cli;

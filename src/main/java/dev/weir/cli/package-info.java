/**
 * The command line: arguments come in, data goes to standard output, messages to standard error, and the process ends
 * with an exit code.
 *
 * <p>It runs without Quarkus and without a running Weir, and uses the same features as the service. A command
 * translates its options; the features do the work. This package only finds and runs a command; each command has a
 * sub-package, and what commands share is in {@code terminal}, {@code output}, {@code connection}, {@code text} and
 * {@code legacy}.
 */
package dev.weir.cli;

/**
 * The command {@code produce}: lines, files and options come in, records go to Kafka's producer without waiting for
 * each other, and their outcomes are counted.
 */
package dev.weir.cli.produce;

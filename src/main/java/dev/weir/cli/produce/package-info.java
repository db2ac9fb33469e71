/**
 * The command {@code produce}: lines, files and options come in, records go to Kafka's producer without waiting for
 * each other, and what becomes of them is counted.
 */
package dev.weir.cli.produce;

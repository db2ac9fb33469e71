/**
 * Requests that another node serves: those that are passed on to it, and those that all nodes answer together. Which
 * node is which is known to {@code cluster}; nothing here reads from Kafka.
 */
package dev.weir.cluster.forward;

/**
 * The cluster: its brokers, its controller, and its settings, over HTTP and for the command line.
 *
 * <p>Nothing is changed here.
 */
package dev.weir.topics.cluster;

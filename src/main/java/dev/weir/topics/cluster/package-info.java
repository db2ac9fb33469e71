/**
 * The cluster: its brokers and its controller, over HTTP and for the command line.
 *
 * <p>Nothing is changed here.
 */
package dev.weir.topics.cluster;

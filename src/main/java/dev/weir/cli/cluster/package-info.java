/** The commands for the cluster as a whole: its brokers, and the partition of a key. */
package dev.weir.cli.cluster;

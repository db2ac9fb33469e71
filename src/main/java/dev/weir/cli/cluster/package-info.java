/** Commands about the cluster as a whole, and about how records find their way in it. */
package dev.weir.cli.cluster;

/**
 * Dead letters and where they are to go in, the outcome of each out: sent once, in order for each key, at a rate.
 *
 * <p>Dead letters are neither changed nor deleted. HTTP and the command line are elsewhere.
 */
package dev.weir.deadletters.redrive;

/**
 * A record in, work done: handlers of single records and of batches. Returning acknowledges, throwing makes a dead
 * letter.
 *
 * <p>Reading, committing and storing dead letters are done elsewhere.
 */
package dev.weir.channels.handler;

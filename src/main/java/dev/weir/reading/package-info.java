/**
 * Reads partitions from one offset to another: where to begin and to end, how far a reader has got, when it polls next,
 * and how much memory all readers take together.
 *
 * <p>Requests for offsets come in; ranges, records and {@link dev.weir.model.Failure}s go out. Features write records
 * to clients, and the command line polls in a loop of its own.
 */
package dev.weir.reading;

/**
 * The memory of the sampler: the offsets of many series, packed, and the times of offsets between two samples.
 *
 * <p>Samples come in, series and times go out. Nothing is asked of Kafka here.
 */
package dev.weir.console.samples;

/**
 * Ranges of offsets in, their records out, on the calling thread.
 *
 * <p>Which ranges these are is decided elsewhere.
 */
package dev.weir.reading.range;

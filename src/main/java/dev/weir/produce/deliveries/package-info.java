/**
 * Counts the outcomes of all records that Weir sends, since its start and over the last minutes.
 *
 * <p>Outcomes come in as they become known; counts, latencies and the latest failures go out.
 */
package dev.weir.produce.deliveries;

/**
 * The records that Weir has sent and handled, counted in one JSON object.
 *
 * <p>The numbers come from the package {@code produce.deliveries} and from the metrics of the channels; nothing is
 * counted here.
 */
package dev.weir.console.deliveries;

/**
 * Delivery reports of asynchronous sends, to be queried one by one or followed as server-sent events.
 *
 * <p>Outcomes of records come in, receipts go out.
 */
package dev.weir.produce.receipts;

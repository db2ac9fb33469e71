/**
 * Sends records to Kafka over HTTP, one or many a request, and responds with the outcome of each.
 *
 * <p>Requests come in, pass admission control, go through an outgoing channel, and partitions and offsets go out. The
 * package keeps the promises of 200, 503 and 504; see docs/delivery.md. Reading records and administering topics is
 * done elsewhere.
 */
package dev.weir.produce;

/**
 * Sends records to Kafka over HTTP, one or many a request, and responds with the outcome of each.
 *
 * <p>Requests come in, pass admission control, go through an outgoing channel, and partitions and offsets go out. What
 * a 200, a 503 and a 504 promise is kept here; see docs/delivery.md. Reading records and administering topics is done
 * elsewhere.
 */
package dev.weir.produce;

/**
 * HTTP in, records out: requests become records, pass the gate, go through an outgoing channel and come back as places.
 *
 * <p>What a 200, a 503 and a 504 promise is kept here; see docs/delivery.md. Reading records and administering topics
 * is done elsewhere.
 */
package dev.weir.produce;

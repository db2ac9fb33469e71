/**
 * Requests of webhook senders in: their signatures checked, and headers of theirs kept as record headers.
 *
 * <p>Records are sent elsewhere.
 */
package dev.weir.produce.signature;

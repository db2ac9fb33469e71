/**
 * Produces a record from each line of a request whose response has a line for each record.
 *
 * <p>Lines come in and are sent in order, with back-pressure; outcomes go out as lines while the request is still being
 * sent.
 */
package dev.weir.produce.ndjson;

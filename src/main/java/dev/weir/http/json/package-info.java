/**
 * JSON in records that are read: which bytes are JSON, and which JSON every common parser takes.
 *
 * <p>Bytes of records come in, JSON text goes out. Bodies of requests are not read here.
 */
package dev.weir.http.json;

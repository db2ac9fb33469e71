/**
 * Decides which bytes of records are JSON, and which JSON every common parser accepts; configures Jackson for bodies.
 *
 * <p>Bytes of records come in, JSON text goes out. Bodies of requests are not read here.
 */
package dev.weir.http.json;

/**
 * Admission control: which records may be given to a channel now, and how many at once.
 *
 * <p>Send requests come in; they pass, or are refused before anything is written. Sending itself is done by others.
 */
package dev.weir.produce.admission;

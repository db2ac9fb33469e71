/**
 * Admission control: which records may be given to a channel now, and how many at once.
 *
 * <p>Send requests come in; they pass, or are refused before anything is written. Records are sent elsewhere.
 */
package dev.weir.produce.admission;

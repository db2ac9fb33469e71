/**
 * Puts every kind of use and abuse on a packaged Weir at once, for seconds in every build and for as long as
 * {@code -Dweir.soak=60m} says, and fails where memory, threads or descriptors grow, a record is lost, an answer is a
 * 5xx that is not promised, or a probe says something else than that Weir is well.
 */
package dev.weir.soak;

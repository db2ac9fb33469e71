package dev.weir.promise;

/**
 * A record on its way to Weir.
 *
 * @param value unique
 * @param order grows with each record that is sent under the same key
 * @param startNanos when its request began
 */
record Sent(String value, String key, long order, long startNanos) {}

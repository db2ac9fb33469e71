/**
 * Files of secrets in, their secrets as they are now out, and what they sign.
 *
 * <p>Which requests are signed, or checked, is decided elsewhere.
 */
package dev.weir.http.secret;

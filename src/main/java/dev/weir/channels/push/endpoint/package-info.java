/**
 * Records in, one HTTP request out, its response back: what a request is like, where it may go, and how it is signed.
 *
 * <p>When a request is sent, and what its response means for records, is decided elsewhere.
 */
package dev.weir.channels.push.endpoint;

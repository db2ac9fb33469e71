/** What tests of all rooms share: a topic of one's own, and requests to the byte. */
package dev.weir.testing;

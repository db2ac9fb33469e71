/** Shared by the tests of all packages: a topic per test, and requests to the byte. */
package dev.weir.testing;

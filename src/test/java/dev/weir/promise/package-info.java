/**
 * Tests of the delivery guarantee: clients send unique values to a packaged Weir, a fault happens, and then the log is
 * read from its start and compared with every response. Nothing here uses Weir's own classes.
 */
package dev.weir.promise;

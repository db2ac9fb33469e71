/**
 * Serves the console, the web page of Weir.
 *
 * <p>Requests for {@code /console/} come in, the files of the page go out. The files hold no data: the page reads and
 * writes through the HTTP API, as every other client does, with the rights of its user.
 */
package dev.weir.console.page;

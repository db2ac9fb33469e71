/**
 * Filters that every request passes before its endpoint or resource, and those that check requests to resources.
 *
 * <p>Requests come in; they are refused in the usual form or go on. Endpoints that are routes check their requests
 * themselves, with the same classes.
 */
package dev.weir.http.filter;

/**
 * Compares the description of the API with OpenAPI, with routes and resources, with responses, and with clients made
 * from it.
 */
package dev.weir.description;

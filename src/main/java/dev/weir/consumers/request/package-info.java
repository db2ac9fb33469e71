/**
 * Requests of clients about instances as values: bodies and path segments come in, names, settings, subscriptions and
 * offsets that are valid by construction go out. Nothing here asks Kafka.
 */
package dev.weir.consumers.request;

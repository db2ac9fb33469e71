/** Secrets in the configuration of Weir: which properties take one, and that none is ever told. */
package dev.weir.access.secret;

/**
 * Holds Weir to what it promises about delivery: clients send unique values to a real process, something breaks, and
 * then the log is read from its start and compared with every answer that was given. Nothing here uses Weir's own
 * classes.
 */
package dev.weir.promise;

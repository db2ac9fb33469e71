/**
 * The partitions of dead letter topics in, dead letters with their causes and origins out: a page, newest first, or
 * one.
 *
 * <p>Nothing is sent here, and whether a dead letter was sent back is not known here.
 */
package dev.weir.deadletters.letter;

/**
 * Which dead letters were sent back, kept in a compacted topic: claims and outcomes in, the state of each out.
 *
 * <p>See RATIONALE.md, "Marks of dead letters are a log".
 */
package dev.weir.deadletters.mark;

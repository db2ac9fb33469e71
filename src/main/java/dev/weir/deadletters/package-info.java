/**
 * HTTP in: lists of dead letters over all dead letter topics, and redrives of them; records to their topics out.
 *
 * <p>What finds and sends dead letters is in the sub-packages, which need no container. Records become dead letters
 * elsewhere.
 */
package dev.weir.deadletters;

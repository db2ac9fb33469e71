/**
 * HTTP in: lists of dead letters over all dead letter topics, and redrives of them; records to their topics out.
 *
 * <p>The sub-packages find and send dead letters, and need no container. Records become dead letters elsewhere.
 */
package dev.weir.deadletters;

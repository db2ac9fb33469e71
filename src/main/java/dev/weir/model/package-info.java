/**
 * The values that every package uses: names, outcomes and failures, valid by construction.
 *
 * <p>It depends only on the JDK, Jackson's annotations and RE2: no Kafka client, no HTTP, no CDI.
 */
package dev.weir.model;

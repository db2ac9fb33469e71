/**
 * The words every room speaks in: names, places and failures, valid by construction.
 *
 * <p>Nothing comes in but the JDK and Jackson's annotations; values go out. No Kafka client, no HTTP, no wiring here.
 */
package dev.weir.model;

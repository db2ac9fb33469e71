/**
 * CloudEvents of HTTP in, records as the Kafka protocol binding of CloudEvents has them out.
 *
 * <p>Records are sent elsewhere.
 */
package dev.weir.produce.event;

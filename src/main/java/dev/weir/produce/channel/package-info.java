/**
 * The outgoing channels, their producers, the topics that they need, and the settings of producing.
 *
 * <p>Records that have passed the gate come in, an outcome for each goes out.
 */
package dev.weir.produce.channel;

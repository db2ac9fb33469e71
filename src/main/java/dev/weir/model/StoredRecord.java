package dev.weir.model;

/**
 * The partition and the offset of a sent record.
 *
 * @param partition from 0
 * @param offset from 0; null without an acknowledgement ({@link Acks#NONE})
 * @param timestamp of the record in the log, milliseconds since 1970; null when unknown
 */
public record StoredRecord(TopicName topic, int partition, Long offset, Long timestamp) {}

package dev.weir.model;

/**
 * Where a record went.
 *
 * @param partition from 0
 * @param offset from 0; null when nobody was asked to confirm ({@link Acks#NONE})
 * @param timestamp milliseconds since 1970 as the log has it; null when unknown
 */
public record StoredRecord(TopicName topic, int partition, Long offset, Long timestamp) {}

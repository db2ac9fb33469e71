package dev.weir.produce.ndjson;

import dev.weir.http.EmbeddedFormat;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.TopicName;

/**
 * How the records of all lines of a request are sent.
 *
 * @param format of the keys and values in the lines
 * @param maxLineLength in bytes
 */
record NdjsonRequest(
        TopicName topic, Acks acks, PartitionerType partitioner, EmbeddedFormat format, int maxLineLength) {}

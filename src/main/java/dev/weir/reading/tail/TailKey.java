package dev.weir.reading.tail;

import dev.weir.model.TopicName;

/**
 * The topic or partition that a tail reads.
 *
 * @param partition null for all of them
 */
public record TailKey(TopicName topic, Integer partition) {}

package dev.weir.crooked.model;

import org.apache.kafka.common.TopicPartition;

class TopicUtil {
    TopicPartition partition;
}

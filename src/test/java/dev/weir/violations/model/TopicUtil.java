package dev.weir.violations.model;

import org.apache.kafka.common.TopicPartition;

class TopicUtil {
    TopicPartition partition;
}

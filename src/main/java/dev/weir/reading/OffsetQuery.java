package dev.weir.reading;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** Requests offsets from Kafka. */
interface OffsetQuery {

    /** The result for a time after that of the last record. */
    long NONE = -1;

    /**
     * The offset of each partition, or {@link #NONE}.
     *
     * @param specs earliest, latest and timestamps
     */
    CompletionStage<Map<TopicPartition, Long>> ask(Map<TopicPartition, OffsetExpression> specs);
}

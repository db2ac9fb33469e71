package dev.weir.console.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The offsets of a topic and of the groups that read it; null where one was not known.
 *
 * @param times milliseconds since 1970, one for each element of the other lists
 */
@RegisterForReflection
record TopicHistory(
        String topic,
        @JsonProperty("step_ms") long stepMillis,
        List<Long> times,
        List<Ends> partitions,
        List<Reader> groups) {

    /** The end offsets of a partition. */
    @RegisterForReflection
    record Ends(int partition, List<Long> end) {}

    /**
     * A group that reads the topic.
     *
     * @param state Kafka's name; null where the group cannot be described
     */
    @RegisterForReflection
    record Reader(String group, String state, List<Commits> partitions) {}

    /**
     * The committed offsets of a partition, and the age of the oldest record that is not read.
     *
     * @param lagMillis null where that record arrived before the first sample
     */
    @RegisterForReflection
    record Commits(
            int partition,
            List<Long> committed,
            @JsonProperty("lag_ms") List<Long> lagMillis) {}
}

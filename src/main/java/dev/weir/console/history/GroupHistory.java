package dev.weir.console.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The offsets of a group in all partitions that it reads, and what happened to it; null where one was not known.
 *
 * @param times milliseconds since 1970, one for each element of the lists of offsets
 * @param events the newest first
 */
@RegisterForReflection
record GroupHistory(
        String group,
        String state,
        @JsonProperty("step_ms") long stepMillis,
        List<Long> times,
        List<Partition> partitions,
        List<GroupEvent> events) {

    /**
     * A partition that the group reads.
     *
     * @param member the client id of the member that has it now; null for none
     */
    @RegisterForReflection
    record Partition(
            String topic,
            int partition,
            String member,
            List<Long> end,
            List<Long> committed,
            @JsonProperty("lag_ms") List<Long> lagMillis) {}
}

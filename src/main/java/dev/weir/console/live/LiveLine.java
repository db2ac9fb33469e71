package dev.weir.console.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.console.history.Problem;
import dev.weir.produce.receipts.Receipt;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A line of a live response, named by its type. */
@RegisterForReflection
interface LiveLine {

    /** Names the kind of line. */
    String type();

    /** The first line. */
    @RegisterForReflection
    record Hello(
            String type,
            long time,
            String version,
            @JsonProperty("interval_ms") long intervalMillis) implements LiveLine {}

    /** The topics whose rate is of interest, as far as they exist. */
    @RegisterForReflection
    record Rates(String type, long time, List<Rate> topics) implements LiveLine {}

    /**
     * The number of records of a topic.
     *
     * @param records null while a partition has no leader
     * @param rate records a second; null for the first sample
     */
    @RegisterForReflection
    record Rate(String topic, Long records, Double rate) {}

    /**
     * A topic by partition, with the groups that read it.
     *
     * @param ends one for each partition; null for one without a leader
     */
    @RegisterForReflection
    record Lane(
            String type,
            long time,
            String topic,
            List<Long> ends,
            List<Long> begins,
            List<LaneGroup> groups,
            Problem problem)
            implements LiveLine {}

    /**
     * A group that reads a topic.
     *
     * @param members null where the group cannot be described
     * @param lag of all partitions with a committed offset; null where there is none, or one has no leader
     * @param lagMillis the largest of its partitions; null where none is known
     */
    @RegisterForReflection
    record LaneGroup(
            String group,
            String state,
            Integer members,
            List<Long> committed,
            Long lag,
            @JsonProperty("lag_ms") Long lagMillis,
            @JsonProperty("lags_ms") List<Long> lagsMillis) {}

    /**
     * A group in all partitions that it reads.
     *
     * @param reading records a second that it commits
     * @param arriving records a second that arrive in its partitions
     */
    @RegisterForReflection
    record GroupLine(
            String type,
            long time,
            String group,
            String state,
            List<GroupPartition> partitions,
            double reading,
            double arriving,
            Problem problem)
            implements LiveLine {}

    /** A group in one partition. */
    @RegisterForReflection
    record GroupPartition(
            String topic,
            int partition,
            Long committed,
            Long end,
            Long lag,
            @JsonProperty("lag_ms") Long lagMillis,
            @JsonProperty("member_id") String memberId,
            @JsonProperty("client_id") String clientId,
            String host) {}

    /**
     * The state of Weir and of its connection to Kafka.
     *
     * @param streams live responses
     * @param cluster {@code up} or {@code down}
     * @param latencyMillis how long Kafka took to return the last sample; null for none
     * @param deadLetters about how many wait to be sent back; null where the client does not ask, or none were counted
     */
    @RegisterForReflection
    record Status(
            String type,
            long time,
            @JsonProperty("heap_used") long heapUsed,
            @JsonProperty("heap_max") long heapMax,
            int streams,
            String cluster,
            @JsonProperty("latency_ms") Long latencyMillis,
            @JsonProperty("dead_letters") Long deadLetters)
            implements LiveLine {}

    /**
     * Receipts of the client that were closed since the line before.
     *
     * @param skipped how many between that line and this one are no longer kept
     */
    @RegisterForReflection
    record ReceiptLine(String type, long time, long skipped, List<Receipt> receipts) implements LiveLine {}

    /** The end of one part; the others go on. */
    @RegisterForReflection
    record PartFailure(
            String type,
            String part,
            @JsonProperty("error_code") int errorCode,
            String message) implements LiveLine {}
}

package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.common.TopicPartition;

/**
 * The lag of a group in one partition.
 *
 * @param committed the committed offset; null where nothing is committed. Of a share group, the first offset that is
 *     not acknowledged; brokers of 4.1 persist it with a delay.
 * @param end the offset of the next record; null while the partition has no leader
 * @param lag the difference of the two; 0 where no record is between them, although transaction markers and compacted
 *     offsets count where records follow; null while one of the two is unknown
 * @param lagMillis the age of the oldest unread record, by its timestamp; 0 where there is none; null where the record
 *     has no timestamp, or could not be fetched in time
 * @param memberId the member that has the partition; null for none
 */
@RegisterForReflection
public record PartitionLag(
        String topic,
        int partition,
        Long committed,
        Long end,
        Long lag,
        @JsonProperty("lag_ms") Long lagMillis,
        @JsonProperty("member_id") String memberId,
        @JsonProperty("client_id") String clientId,
        String host) {

    /** The lag without its age, which is 0 where there is no lag. */
    public static PartitionLag of(TopicPartition at, Long committed, Long end, GroupMember member) {
        var lag = committed == null || end == null ? null : Long.valueOf(Math.max(0, end - committed));
        return new PartitionLag(
                at.topic(),
                at.partition(),
                committed,
                end,
                lag,
                lag != null && lag == 0 ? 0L : null,
                member == null ? null : member.memberId(),
                member == null ? null : member.clientId(),
                member == null ? null : member.host());
    }

    PartitionLag withAge(Long millis) {
        return new PartitionLag(topic, partition, committed, end, lag, millis, memberId, clientId, host);
    }

    /** Only transaction markers and aborted records are between the committed offset and the end. */
    PartitionLag withoutLag() {
        return new PartitionLag(topic, partition, committed, end, 0L, 0L, memberId, clientId, host);
    }

    boolean isBehind() {
        return lag != null && lag > 0;
    }

    /** The partition as Kafka's clients have it. */
    public TopicPartition toTopicPartition() {
        return new TopicPartition(topic, partition);
    }
}

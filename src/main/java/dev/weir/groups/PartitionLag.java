package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group is in one partition.
 *
 * @param committed the offset that would be read next after a restart; null where nothing is committed. Of a share
 *     group, the first offset that is not known to be done with; brokers of 4.1 write it down a little late.
 * @param end the offset of the next record to come; null while the partition has no leader
 * @param lag the offsets between the two, 0 where no record is among them; marks of transactions and what compaction
 *     has removed count where records follow; null while one of the two is unknown
 * @param lagMillis the age of the oldest record that is not read, by its own timestamp; 0 where all is read; null where
 *     it has none, or could not be looked at in time
 * @param memberId who has the partition now; null for nobody
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

    static PartitionLag of(TopicPartition at, Long committed, Long end, GroupMember member) {
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

    PartitionLag aged(Long millis) {
        return new PartitionLag(topic, partition, committed, end, lag, millis, memberId, clientId, host);
    }

    /** Between committed and end there are no records, only marks of transactions, or records of aborted ones. */
    PartitionLag read() {
        return new PartitionLag(topic, partition, committed, end, 0L, 0L, memberId, clientId, host);
    }

    boolean isBehind() {
        return lag != null && lag > 0;
    }

    TopicPartition place() {
        return new TopicPartition(topic, partition);
    }
}

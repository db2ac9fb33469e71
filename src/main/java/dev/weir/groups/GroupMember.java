package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareMemberDescription;

/**
 * A member of a consumer group.
 *
 * @param memberId assigned by the coordinator, or by the member itself in the newer protocols
 * @param instanceId of a static member; null for others
 * @param host the address that it connects from
 * @param partitions assigned now, in order
 */
@RegisterForReflection
public record GroupMember(
        @JsonProperty("member_id") String memberId,
        @JsonProperty("instance_id") String instanceId,
        @JsonProperty("client_id") String clientId,
        String host,
        List<PartitionId> partitions) {

    public GroupMember {
        partitions = List.copyOf(partitions);
    }

    static GroupMember of(MemberDescription member) {
        return new GroupMember(
                member.consumerId(),
                member.groupInstanceId().orElse(null),
                member.clientId(),
                address(member.host()),
                PartitionId.of(member.assignment().topicPartitions()));
    }

    static GroupMember of(ShareMemberDescription member) {
        return new GroupMember(
                member.consumerId(),
                null,
                member.clientId(),
                address(member.host()),
                PartitionId.of(member.assignment().topicPartitions()));
    }

    /** The member without the topics that a client may not see. */
    GroupMember only(Predicate<String> topics) {
        return new GroupMember(
                memberId,
                instanceId,
                clientId,
                host,
                partitions.stream()
                        .filter(at -> topics.test(at.topic().value()))
                        .toList());
    }

    /** Kafka adds a slash before an address without a host name. */
    private static String address(String host) {
        return host.startsWith("/") ? host.substring(1) : host;
    }
}

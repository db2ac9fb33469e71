package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;

/**
 * A group with its members.
 *
 * @param type {@code classic}, {@code consumer} or {@code share}
 * @param protocol the protocol type of its members, such as {@code consumer} or {@code connect}
 * @param state Kafka's name, such as {@code Stable} or {@code Empty}
 * @param assignor the partition assignor; empty while there are no members
 * @param coordinator null while there is none
 */
@RegisterForReflection
public record GroupDetails(
        String group,
        String type,
        String protocol,
        String state,
        String assignor,
        Coordinator coordinator,
        List<GroupMember> members) {

    static final String SHARE = "share";

    public GroupDetails {
        members = List.copyOf(members);
    }

    static GroupDetails of(ConsumerGroupDescription group) {
        return new GroupDetails(
                group.groupId(),
                group.type().toString().toLowerCase(Locale.ROOT),
                group.isSimpleConsumerGroup() ? "" : "consumer",
                group.groupState().toString(),
                group.partitionAssignor(),
                Coordinator.of(group.coordinator()),
                group.members().stream().map(GroupMember::of).toList());
    }

    static GroupDetails of(ClassicGroupDescription group) {
        return new GroupDetails(
                group.groupId(),
                "classic",
                group.protocol(),
                group.state().toString(),
                group.protocolData(),
                Coordinator.of(group.coordinator()),
                group.members().stream().map(GroupMember::of).toList());
    }

    static GroupDetails of(ShareGroupDescription group) {
        return new GroupDetails(
                group.groupId(),
                SHARE,
                SHARE,
                group.groupState().toString(),
                "",
                Coordinator.of(group.coordinator()),
                group.members().stream().map(GroupMember::of).toList());
    }

    /** The group without the topics that a client may not see. */
    GroupDetails only(Predicate<String> topics) {
        return new GroupDetails(
                group,
                type,
                protocol,
                state,
                assignor,
                coordinator,
                members.stream().map(member -> member.only(topics)).toList());
    }

    /** Whether several members read one partition at once, so that it has no single committed offset. */
    @JsonIgnore
    public boolean isShare() {
        return type.equals(SHARE);
    }

    /** The members for a message; empty without members. */
    @JsonIgnore
    public String names() {
        return members.stream()
                .map(member -> "%s (client %s at %s)".formatted(member.memberId(), member.clientId(), member.host()))
                .collect(Collectors.joining(", "));
    }
}

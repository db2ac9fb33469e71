package dev.weir.channels.supervision;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports whether each consumer of the declared channels is a member of its group, and with which partitions.
 *
 * <p>A member without partitions is ready too: it takes over when another member leaves. The consumers of a stopped
 * channel have left the group. A consumer with manually assigned partitions ({@code assign-seek}) joins no group and is
 * always ready.
 */
@Readiness
@ApplicationScoped
public class ChannelReadiness implements HealthCheck {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final List<Member> members = new ArrayList<>();

    /** One consumer of a channel. */
    public final class Member {

        private final String channel;
        private final String pinned;
        private final Set<TopicPartition> partitions = new TreeSet<>(ORDER);
        private boolean joined;

        private Member(String channel, String pinned) {
            this.channel = channel;
            this.pinned = pinned;
        }

        /** The consumer joined and got these partitions in addition to those that it has. */
        public void assigned(Collection<TopicPartition> added) {
            synchronized (ChannelReadiness.this) {
                joined = true;
                partitions.addAll(added);
            }
        }

        /** The consumer lost these partitions; it is a member again after the next assignment. */
        public void revoked(Collection<TopicPartition> lost) {
            synchronized (ChannelReadiness.this) {
                joined = false;
                partitions.removeAll(lost);
            }
        }

        private boolean isReady() {
            return joined || pinned != null;
        }

        private String description() {
            if (!isReady()) {
                return "not a member";
            }
            return pinned == null
                    ? partitions.stream().map(TopicPartition::toString).collect(joining(", ", "[", "]"))
                    : "pinned to " + pinned;
        }
    }

    /**
     * Adds a consumer that has not joined yet.
     *
     * @param pinned its manually assigned partitions; null for one that joins a group
     */
    public synchronized Member expect(String channel, String pinned) {
        var member = new Member(channel, pinned);
        members.add(member);
        return member;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        var check =
                HealthCheckResponse.named("channels").status(members.stream().allMatch(Member::isReady));
        members.stream()
                .collect(groupingBy(member -> member.channel, TreeMap::new, mapping(Member::description, joining(" "))))
                .forEach(check::withData);
        return check.build();
    }
}

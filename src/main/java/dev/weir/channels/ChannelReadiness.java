package dev.weir.channels;

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
 * Knows the consumers of the declared channels, whether each is a member of its group, and with which partitions.
 *
 * <p>A member without partitions is ready too: it stands by for one that leaves. A channel that has stopped has left:
 * its consumers give their partitions up and are given none. A consumer that is pinned to partitions
 * ({@code assign-seek}) is no member of anything, and nothing is asked of it.
 */
@Readiness
@ApplicationScoped
class ChannelReadiness implements HealthCheck {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final List<Member> members = new ArrayList<>();

    /** One consumer of a channel. */
    final class Member {

        private final String channel;
        private final String pinned;
        private final Set<TopicPartition> partitions = new TreeSet<>(ORDER);
        private boolean joined;

        private Member(String channel, String pinned) {
            this.channel = channel;
            this.pinned = pinned;
        }

        /** It is a member, with these partitions besides those that it has. */
        void assigned(Collection<TopicPartition> more) {
            synchronized (ChannelReadiness.this) {
                joined = true;
                partitions.addAll(more);
            }
        }

        /** It gives partitions up; it is a member again when it is told what it has. */
        void revoked(Collection<TopicPartition> less) {
            synchronized (ChannelReadiness.this) {
                joined = false;
                partitions.removeAll(less);
            }
        }

        private boolean isReady() {
            return joined || pinned != null;
        }

        private String shown() {
            if (!isReady()) {
                return "not a member";
            }
            return pinned == null
                    ? partitions.stream().map(TopicPartition::toString).collect(joining(", ", "[", "]"))
                    : "pinned to " + pinned;
        }
    }

    /**
     * A consumer that has not joined yet.
     *
     * @param pinned the partitions that it always has; null for one that joins a group
     */
    synchronized Member expect(String channel, String pinned) {
        var member = new Member(channel, pinned);
        members.add(member);
        return member;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        var check =
                HealthCheckResponse.named("channels").status(members.stream().allMatch(Member::isReady));
        members.stream()
                .collect(groupingBy(member -> member.channel, TreeMap::new, mapping(Member::shown, joining(" "))))
                .forEach(check::withData);
        return check.build();
    }
}

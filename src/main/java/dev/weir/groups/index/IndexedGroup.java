package dev.weir.groups.index;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.GroupListing;

/**
 * A group that reads a topic.
 *
 * @param type {@code classic}, {@code consumer} or {@code share}
 * @param protocol the protocol type of its members; empty for a group that only keeps offsets
 */
public record IndexedGroup(String group, String type, String protocol) {

    static IndexedGroup of(GroupListing listing) {
        return new IndexedGroup(
                listing.groupId(),
                listing.type()
                        .map(type -> type.toString().toLowerCase(Locale.ROOT))
                        .orElse("classic"),
                listing.protocol());
    }

    /** Whether several members read one partition at once. */
    public boolean isShare() {
        return type.equals("share");
    }

    /** Whether its members are consumers, or it has none; Kafka describes other groups in another way. */
    boolean isOfConsumers() {
        return !isShare() && (protocol.isEmpty() || protocol.equals("consumer"));
    }

    /** The ids of those that are described as groups of consumers. */
    public static List<String> consumers(Collection<IndexedGroup> groups) {
        return groups.stream()
                .filter(IndexedGroup::isOfConsumers)
                .map(IndexedGroup::group)
                .distinct()
                .toList();
    }

    /** The ids of share groups. */
    public static List<String> shares(Collection<IndexedGroup> groups) {
        return groups.stream()
                .filter(IndexedGroup::isShare)
                .map(IndexedGroup::group)
                .distinct()
                .toList();
    }
}

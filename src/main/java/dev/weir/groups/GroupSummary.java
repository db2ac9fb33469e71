package dev.weir.groups;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A group without its members and partitions.
 *
 * @param type how its members are coordinated: {@code classic}, {@code consumer}, {@code share} or {@code streams};
 *     null where the broker does not return it
 * @param protocol the protocol type of its members, such as {@code consumer} or {@code connect}; empty for a group that
 *     only keeps offsets
 * @param state Kafka's name, such as {@code Stable} or {@code Empty}; null where the broker does not return it
 * @param lag of all partitions with a committed offset; null where nothing is committed, or where a partition has no
 *     leader, or where the client did not ask for it
 */
@RegisterForReflection
public record GroupSummary(String group, String type, String protocol, String state, Long lag) {}

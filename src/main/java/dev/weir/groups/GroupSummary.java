package dev.weir.groups;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A group in one line.
 *
 * @param type how its members are coordinated: {@code classic}, {@code consumer}, {@code share} or {@code streams};
 *     null where the broker does not say
 * @param protocol what its members speak, such as {@code consumer} or {@code connect}; empty for a group that only
 *     keeps offsets
 * @param state in Kafka's words, such as {@code Stable} or {@code Empty}; null where the broker does not say
 * @param lag records that are not read yet, of all partitions with a committed offset; null where nothing is committed,
 *     or where a partition has no leader to tell
 */
@RegisterForReflection
public record GroupSummary(String group, String type, String protocol, String state, Long lag) {}

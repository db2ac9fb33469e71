package dev.weir.groups.index;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A group that reads a topic, with the number of its members.
 *
 * @param state Kafka's name, such as {@code Stable} or {@code Empty}; null where the group cannot be described
 * @param type {@code classic}, {@code consumer} or {@code share}
 * @param members null where the group cannot be described
 */
@RegisterForReflection
record TopicGroup(String group, String state, String type, Integer members) {}

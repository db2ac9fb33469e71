package dev.weir.console.live;

import dev.weir.http.QueryParameters;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a live response.
 *
 * @param topics those whose number of records and rate are of interest
 * @param lanes those that are shown by partition and group
 * @param group null for none
 */
record LiveRequest(List<TopicName> topics, List<TopicName> lanes, GroupId group) {

    private static final int MAX_TOPICS = 60;
    private static final int MAX_LANES = 4;

    LiveRequest {
        topics = List.copyOf(topics);
        lanes = List.copyOf(lanes);
    }

    /**
     * Parses the query.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is malformed, and {@link Failure.Kind#FORBIDDEN} where the
     *     client may not describe a topic or the group
     */
    static LiveRequest of(QueryParameters query, Caller caller) {
        var request = new LiveRequest(
                names(query, "topics", MAX_TOPICS),
                names(query, "lanes", MAX_LANES),
                query.text("group").map(GroupId::new).orElse(null));
        request.check(caller);
        return request;
    }

    /** @throws Failure {@link Failure.Kind#FORBIDDEN} where a client may not describe a topic or the group */
    void check(Caller caller) {
        topics.forEach(topic -> caller.check(Action.DESCRIBE, topic));
        lanes.forEach(topic -> caller.check(Action.DESCRIBE, topic));
        Optional.ofNullable(group).ifPresent(known -> caller.checkGroup(Action.DESCRIBE, known.value()));
    }

    private static List<TopicName> names(QueryParameters query, String parameter, int max) {
        var names = query.text(parameter).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(TopicName::new)
                .toList();
        if (names.size() > max) {
            throw Failure.invalid("%s has at most %d names, not %d".formatted(parameter, max, names.size()));
        }
        return names;
    }
}

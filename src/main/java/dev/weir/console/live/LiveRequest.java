package dev.weir.console.live;

import dev.weir.http.QueryParameters;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.Printable;
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
 * @param receipts whether the receipts of the client are of interest
 * @param deadLetters whether the number of dead letters is
 */
record LiveRequest(
        List<TopicName> topics, List<TopicName> lanes, GroupId group, boolean receipts, boolean deadLetters) {

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
                query.text("group").map(GroupId::new).orElse(null),
                receipts(query),
                query.flag("dead_letters"));
        request.check(caller);
        return request;
    }

    private static boolean receipts(QueryParameters query) {
        var whose = query.text("receipts");
        if (whose.isPresent() && !whose.get().equals("mine")) {
            throw Failure.invalid("receipts is mine, not '" + Printable.of(whose.get()) + "'");
        }
        return whose.isPresent();
    }

    /** @throws Failure {@link Failure.Kind#FORBIDDEN} where a client lacks a right for one of the parts */
    void check(Caller caller) {
        topics.forEach(topic -> caller.check(Action.DESCRIBE, topic));
        lanes.forEach(topic -> caller.check(Action.DESCRIBE, topic));
        if (receipts) {
            caller.checkAnywhere(Action.PRODUCE);
        }
        if (deadLetters) {
            caller.checkAnywhere(Action.READ);
        }
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

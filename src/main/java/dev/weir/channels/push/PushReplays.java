package dev.weir.channels.push;

import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.range.TopicRanges;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/** Starts replays: finds out which records are sent again. */
@ApplicationScoped
class PushReplays {

    private final TopicRanges ranges;

    PushReplays(TopicRanges ranges) {
        this.ranges = ranges;
    }

    /** Sends records of a topic again, for as long as the client may control pushes of the topic. */
    Uni<Void> start(Push push, TopicName topic, ReplayRequest request, Caller caller) {
        push.replays().check();
        var start = request.start();
        return ranges.of(topic, start, count -> partitions(topic, request, count))
                .invoke(found -> push.replays()
                        .start(
                                found,
                                () -> ranges.reader(
                                        "weir-replay-" + push.declaration().name()),
                                () -> caller.current().check(Action.PUSHES, topic)))
                .replaceWithVoid();
    }

    private static List<Integer> partitions(TopicName topic, ReplayRequest request, int count) {
        if (request.partition() == null) {
            return IntStream.range(0, count).boxed().toList();
        }
        if (request.partition() >= count) {
            throw NotFound.partition(topic.value(), request.partition(), count);
        }
        return List.of(request.partition());
    }
}

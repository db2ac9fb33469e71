package dev.weir.reading;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;

/**
 * Notices for one reader that a topic was deleted and made again under the same name.
 *
 * <p>Kafka's consumer goes on at its old offset, in front of which there may be records of the new topic by then. Used
 * on the reader's strand.
 */
public final class TopicWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final TopicIds ids;
    private final PollLoop loop;
    private final Consumer<String> recreated;
    private final Map<String, Uuid> known = new HashMap<>();
    private Set<String> asked = Set.of();
    private final Stopwatch sinceCheck;

    /**
     * A watch that has not looked yet.
     *
     * @param recreated told, on the strand, the name of a topic that has another id than before
     */
    public TopicWatch(TopicIds ids, PollLoop loop, Stopwatch sinceCheck, Consumer<String> recreated) {
        this.ids = ids;
        this.loop = loop;
        this.sinceCheck = sinceCheck;
        this.recreated = recreated;
    }

    /**
     * Requests the ids of these topics, every few seconds and when they change; a topic that is not among them any more
     * is forgotten.
     */
    public void check(Set<String> topics) {
        if (asked.equals(topics) && !sinceCheck.exceeds(INTERVAL)) {
            return;
        }
        sinceCheck.restart();
        asked = topics;
        known.keySet().retainAll(topics);
        for (var topic : topics) {
            // Where the request fails, it is sent again.
            ids.of(topic).thenAccept(found -> found.ifPresent(id -> loop.run(() -> note(topic, id))));
        }
    }

    private void note(String topic, Uuid id) {
        var before = known.put(topic, id);
        if (before != null && !before.equals(id)) {
            recreated.accept(topic);
        }
    }
}

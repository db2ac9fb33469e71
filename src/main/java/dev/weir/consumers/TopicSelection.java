package dev.weir.consumers;

import com.google.re2j.Pattern;
import dev.weir.http.PatternCompiler;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an instance is subscribed to: topics, or a pattern that is matched again and again.
 *
 * <p>RE2 takes time in proportion to the name; a pattern of a stranger cannot be made to take for ever.
 *
 * @param topics empty where there is a pattern
 * @param pattern null where there are topics
 */
record TopicSelection(Set<String> topics, Pattern pattern) {

    TopicSelection {
        topics = Set.copyOf(topics);
    }

    /** Whether there is neither a topic nor a pattern, which is to unsubscribe. */
    boolean isNothing() {
        return pattern == null && topics.isEmpty();
    }

    /** The topics of all there are that match as a whole. */
    Set<String> of(Set<String> all) {
        return all.stream().filter(pattern::matches).collect(Collectors.toSet());
    }

    /**
     * Refuses Kafka's own topics unless they are meant.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN} where one is named
     */
    void checkReadable(boolean internal) {
        topics.forEach(topic -> new TopicName(topic).checkReadable(internal));
    }

    /** Topics by their names, whether they are there or not. */
    static TopicSelection topics(Collection<String> topics) {
        return new TopicSelection(Set.copyOf(topics), null);
    }

    /** A pattern of RE2, to be matched with whole names. */
    static TopicSelection pattern(String pattern) {
        PatternCompiler.problem(pattern).ifPresent(problem -> {
            throw Failure.unprocessableAt("$.topic_pattern", problem);
        });
        return new TopicSelection(Set.of(), Pattern.compile(pattern));
    }
}

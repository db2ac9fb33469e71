package dev.weir.consumers.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.Failure;
import dev.weir.model.PatternCompiler;
import dev.weir.model.TopicName;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The topics or partitions that an instance reads. */
public sealed interface Subscription {

    /** Nothing. */
    record None() implements Subscription {

        @Override
        public String asked() {
            return "{}";
        }
    }

    /** Topics by name, whether they exist or not; the group assigns their partitions. */
    record NamedTopics(Set<String> names) implements Subscription {

        @Override
        public String asked() {
            var topics = JsonNodeFactory.instance.arrayNode();
            names.stream().sorted().forEach(topics::add);
            return JsonNodeFactory.instance.objectNode().set("topics", topics).toString();
        }

        @Override
        public Subscription ownedBy(Caller caller) {
            names.forEach(name -> caller.check(Action.READ, new TopicName(name)));
            return this;
        }

        @Override
        public void checkReadable(boolean internal) {
            names.forEach(name -> new TopicName(name).checkReadable(internal));
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }

    /**
     * Topics whose whole name matches, those created later too; the group assigns their partitions.
     *
     * @param pattern of RE2, which takes time in proportion to the name whatever the pattern is
     * @param readable the topics that the client may read; others do not match
     */
    record TopicPattern(Pattern pattern, Predicate<TopicName> readable) implements Subscription {

        @Override
        public Subscription ownedBy(Caller caller) {
            return new TopicPattern(pattern, topic -> mayRead(caller, topic));
        }

        /** With the rights of now; after a token has expired with those of the last request, until the next one. */
        private static boolean mayRead(Caller caller, TopicName topic) {
            try {
                return caller.current().may(Action.READ, topic);
            } catch (Failure ended) {
                return caller.may(Action.READ, topic);
            }
        }

        @Override
        public String asked() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("topic_pattern", pattern.pattern())
                    .toString();
        }

        public Set<String> matching(Set<String> all) {
            return all.stream()
                    .filter(pattern::matches)
                    .filter(name -> readable.test(new TopicName(name)))
                    .collect(Collectors.toSet());
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }

    /** Partitions that the client has chosen; the instance is not a member of its group. */
    record Assigned(Set<TopicPartition> partitions) implements Subscription {

        @Override
        public Subscription ownedBy(Caller caller) {
            partitions.forEach(partition -> caller.check(Action.READ, new TopicName(partition.topic())));
            return this;
        }

        @Override
        public String asked() {
            var all = JsonNodeFactory.instance.arrayNode();
            partitions.forEach(at -> all.addObject().put("topic", at.topic()).put("partition", at.partition()));
            return JsonNodeFactory.instance.objectNode().set("partitions", all).toString();
        }
    }

    /** The body of the request that asks for it; an empty object for none. */
    String asked();

    /**
     * The subscription as that of a client, whose rights count whenever a pattern is matched.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN} where it names a topic that the client may not read
     */
    default Subscription ownedBy(Caller caller) {
        return this;
    }

    /**
     * Refuses Kafka's own topics unless the client asks for them.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN} where it names one
     */
    default void checkReadable(boolean internal) {}

    /** Whether Kafka shares the partitions out among the members of the group. */
    default boolean isShared() {
        return false;
    }

    /** Topics by name; nothing where there are none. */
    static Subscription topics(Collection<String> names) {
        return names.isEmpty() ? new None() : new NamedTopics(Set.copyOf(names));
    }

    /** A pattern that whole names have to match. */
    static Subscription pattern(String pattern) {
        PatternCompiler.problem(pattern).ifPresent(problem -> {
            throw Failure.unprocessableAt("$.topic_pattern", problem);
        });
        return new TopicPattern(Pattern.compile(pattern), topic -> false);
    }

    /** Partitions; nothing where there are none. */
    static Subscription assigned(Set<TopicPartition> partitions) {
        return partitions.isEmpty() ? new None() : new Assigned(Set.copyOf(partitions));
    }
}

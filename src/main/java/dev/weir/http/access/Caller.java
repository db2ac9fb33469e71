package dev.weir.http.access;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;

/**
 * The client of a request, and what it may do.
 *
 * <p>A caller is immutable and stays valid after its request, so that work which goes on later, such as a pattern that
 * is matched again and again, is checked with the rights of the client that started it. A response without end asks for
 * the {@link #current} rights.
 */
public interface Caller {

    /** Identifies the client among all that Weir authenticates; empty where Weir has no authentication. */
    String owner();

    /** Whether the client may do something with a topic. */
    boolean may(Action action, TopicName topic);

    /** Whether the client may do something with a consumer group. */
    boolean mayGroup(Action action, String group);

    /** Whether the client may list and describe a topic. */
    default boolean maySee(String topic) {
        return may(Action.DESCRIBE, new TopicName(topic));
    }

    /** Whether the client may list and describe a consumer group. */
    default boolean maySeeGroup(String group) {
        return mayGroup(Action.DESCRIBE, group);
    }

    /** Whether the client may do something with any topic or group at all. */
    boolean mayAnywhere(Action action);

    /**
     * The same client with the rights that it has now.
     *
     * @throws Failure {@link Failure.Kind#UNAUTHENTICATED} where its key was removed or its token has expired
     */
    Caller current();

    /** The most consumer instances of this client at once. */
    int maxInstances();

    /** The most readers without a group of this client at once. */
    int maxReaders();

    /**
     * Counts records against the client's rate.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where the client has sent too many in the last second
     */
    void countRecords(int records);

    /**
     * Refuses what the client may not do with a topic.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN}, whether the topic exists or not
     */
    default void check(Action action, TopicName topic) {
        if (!may(action, topic)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "You may not %s topic '%s'; no rule of yours allows it".formatted(verb(action), topic));
        }
    }

    /**
     * Refuses what the client may not do with a consumer group.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN}, whether the group exists or not
     */
    default void checkGroup(Action action, String group) {
        if (!mayGroup(action, group)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "You may not %s group '%s'; no rule of yours allows it"
                            .formatted(verb(action), dev.weir.model.Printable.of(group)));
        }
    }

    /**
     * Refuses what the client may do with no topic or group at all.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN}
     */
    default void checkAnywhere(Action action) {
        if (!mayAnywhere(action)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN, "You may not %s; no rule of yours has this right".formatted(action));
        }
    }

    private static String verb(Action action) {
        return switch (action) {
            case PRODUCE -> "produce to";
            case READ -> "read";
            case OFFSETS -> "move the offsets of";
            case GENERATE -> "generate records for";
            case DEAD_LETTERS -> "send back dead letters of";
            case PUSHES -> "control pushes of";
            case DESCRIBE, CREATE, ALTER, DELETE, TRUNCATE, METRICS -> action.toString();
        };
    }
}

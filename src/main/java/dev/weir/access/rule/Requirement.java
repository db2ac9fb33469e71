package dev.weir.access.rule;

import dev.weir.http.access.Action;

/**
 * The right that a route requires of a client.
 *
 * @param action null where none is needed
 */
public record Requirement(Scope scope, Action action) {

    /** The scope of the action. */
    public enum Scope {
        /** No client is asked who it is. */
        OPEN,
        /** Any client that Weir knows. */
        AUTHENTICATED,
        /** A client that may do it somewhere; names in the body or the answer are checked one by one. */
        ANYWHERE,
        /** The topic in the path. */
        TOPIC,
        /** The consumer group in the path. */
        GROUP,
        /** The consumer group and the topic in the path. */
        GROUP_AND_TOPIC
    }
}

package dev.weir.http.access;

import dev.weir.model.TopicName;

/**
 * Identifies the client of the current request; implemented by the access package.
 *
 * <p>The policy in front of all routes has checked the topic or group in the path already. Features check names that
 * stand in a body or a query, or come about later. See RATIONALE.md, "Two places decide about access".
 */
public interface Access {

    /**
     * The client of the request that the current thread works for.
     *
     * <p>Outside of a request, where Weir has authentication, this is a caller that may do nothing.
     */
    Caller caller();

    /** Whether a request may be refused because of its client. */
    boolean isEnforced();

    /** As {@link Caller#check}, of the current request. */
    default void check(Action action, TopicName topic) {
        caller().check(action, topic);
    }
}

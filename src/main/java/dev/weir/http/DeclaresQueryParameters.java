package dev.weir.http;

import java.util.Set;

/** A resource that says which query parameters its methods take, so that a misspelt one is refused and not ignored. */
public interface DeclaresQueryParameters {

    /**
     * The names that one of the resource's methods takes; none unless it says so.
     *
     * @param method its name in Java
     */
    default Set<String> query(String method) {
        return Set.of();
    }

    /** The names of those that are bytes and not text, whatever the method; none unless it says so. */
    default Set<String> bytes() {
        return Set.of();
    }
}

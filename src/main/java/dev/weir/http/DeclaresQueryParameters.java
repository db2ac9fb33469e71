package dev.weir.http;

import java.util.Set;

/** A resource that declares the query parameters of its methods, so that a misspelt one is refused and not ignored. */
public interface DeclaresQueryParameters {

    /**
     * The names of the query parameters of a resource method; none by default.
     *
     * @param method the name of the Java method
     */
    default Set<String> query(String method) {
        return Set.of();
    }

    /** The names of query parameters whose values need not be UTF-8, of all methods; none by default. */
    default Set<String> bytes() {
        return Set.of();
    }
}

package dev.weir.http;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.Set;
import java.util.TreeSet;

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

    /**
     * Refuses what is not known.
     *
     * @throws Failure {@link Failure.Kind#INVALID} naming the first unknown parameter and all known ones
     */
    static void check(Set<String> given, Set<String> known) {
        for (var name : new TreeSet<>(given)) {
            if (!known.contains(name)) {
                throw Failure.invalid("'%s' is not a query parameter that is known here; %s"
                        .formatted(
                                Printable.of(name),
                                known.isEmpty()
                                        ? "there are none"
                                        : "known are " + String.join(", ", new TreeSet<>(known))));
            }
        }
    }
}

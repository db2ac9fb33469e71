package dev.weir.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which names of a list are wanted, and how many of them.
 *
 * @param prefix what the names begin with; empty for any
 * @param contains what the names contain, in upper or lower case; empty for any
 * @param after the name before the first that is wanted, whether it exists or not; null for the beginning
 * @param limit the most names, from 1 to {@link #MAX_LIMIT}; null for all
 */
public record NameSelection(String prefix, String contains, String after, Integer limit) {

    /** The largest limit. */
    public static final int MAX_LIMIT = 1_000;

    /** Every name. */
    public static final NameSelection ALL = new NameSelection("", "", null, null);

    public NameSelection {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw Failure.invalid("limit is 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /**
     * The items with a name that is wanted, in the order of their names.
     *
     * @param visible the names that may be seen; others count for nothing
     */
    public <T> NamePage<T> of(Collection<T> items, Function<T, String> name, Predicate<String> visible) {
        var found = items.stream()
                .filter(item -> isWanted(name.apply(item)) && visible.test(name.apply(item)))
                .sorted(Comparator.comparing(name))
                .toList();
        if (limit == null || found.size() <= limit) {
            return new NamePage<>(found, null);
        }
        var page = found.subList(0, limit);
        return new NamePage<>(page, name.apply(page.get(limit - 1)));
    }

    private boolean isWanted(String name) {
        return name.startsWith(prefix)
                && (contains.isEmpty() || lowerCase(name).contains(lowerCase(contains)))
                && (after == null || name.compareTo(after) > 0);
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

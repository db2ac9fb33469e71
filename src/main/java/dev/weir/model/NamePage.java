package dev.weir.model;

import java.util.List;

/**
 * A part of a list that is in the order of names.
 *
 * @param next the name after which the next page begins; null for the last page
 */
public record NamePage<T>(List<T> items, String next) {

    public NamePage {
        items = List.copyOf(items);
    }

    /** The same part of the list with more about each item. */
    public <D> NamePage<D> with(List<D> details) {
        return new NamePage<>(details, next);
    }
}

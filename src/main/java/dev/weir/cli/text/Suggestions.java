package dev.weir.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name closest to a misspelt one. */
public final class Suggestions {

    /** One typing error is accepted per this number of characters. */
    private static final int CHARACTERS_PER_ERROR = 5;

    private Suggestions() {}

    /** Asks whether the closest of the names was meant; empty if none is close. */
    public static Optional<String> question(String name, Collection<String> names) {
        return nearest(name, names).map("did you mean '%s'?"::formatted);
    }

    private static Optional<String> nearest(String name, Collection<String> names) {
        var normalized = normalized(name);
        int maxErrors = Math.max(1, normalized.length() / CHARACTERS_PER_ERROR);
        return names.stream()
                .filter(known -> distance(normalized, normalized(known)) <= maxErrors)
                .min(Comparator.comparingInt((String known) -> distance(normalized, normalized(known)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Ignores case, and treats dashes and underscores as dots. */
    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.').strip();
    }

    /** Levenshtein distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}

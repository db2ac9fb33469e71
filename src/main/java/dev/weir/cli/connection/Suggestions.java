package dev.weir.cli.connection;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was meant by a misspelt one. */
final class Suggestions {

    /** A name may be wrong in one of so many characters. */
    private static final int CHARACTERS_PER_MISTAKE = 5;

    private Suggestions() {}

    /** The nearest of the names; null where none is near. */
    static String nearest(String name, Collection<String> names) {
        var wanted = plain(name);
        int most = Math.max(1, wanted.length() / CHARACTERS_PER_MISTAKE);
        return names.stream()
                .filter(known -> distance(wanted, plain(known)) <= most)
                .min(Comparator.comparingInt((String known) -> distance(wanted, plain(known)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Dots, dashes, underscores and capitals are matters of taste. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.').strip();
    }

    /** By Levenshtein: how many characters have to be added, taken away or changed. */
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

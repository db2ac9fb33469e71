package dev.weir.model;

/** Formats a count with its noun. */
public final class Count {

    private Count() {}

    /**
     * {@code 1 reader}, {@code 2 readers}.
     *
     * @param noun in the singular; its plural ends in {@code s}
     */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 1 record was}, {@code 2 records were}. */
    public static String were(long count, String noun) {
        return of(count, noun) + (count == 1 ? " was" : " were");
    }

    /** {@code There is 1 reader}, {@code There are 2 readers}. */
    public static String thereAre(long count, String noun) {
        return (count == 1 ? "There is " : "There are ") + of(count, noun);
    }
}

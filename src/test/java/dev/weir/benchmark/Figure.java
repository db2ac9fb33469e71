package dev.weir.benchmark;

/** What is measured of Weir as a whole, once a round. */
enum Figure {
    /**
     * From the fork of {@code ./weir}, with its archive of classes, to the first record that Kafka has acknowledged.
     */
    START("start to the first 200", "%,.2f s", "start_seconds"),

    /** What a start has used by then. */
    START_CPU("CPU until then", "%,.2f s", "start_cpu_seconds"),

    /** What a start holds by then. */
    START_MEMORY("RSS then", "%,.0f MB", "start_resident_megabytes"),

    /** The most that was seen behind a case of the round. */
    LOADED_MEMORY("RSS under load", "%,.0f MB", "loaded_resident_megabytes");

    private final String title;
    private final String format;
    private final String field;

    Figure(String title, String format, String field) {
        this.title = title;
        this.format = format;
        this.field = field;
    }

    String title() {
        return title;
    }

    /** In the JSON. */
    String field() {
        return field;
    }

    /** With its unit. */
    String text(double value) {
        return format.formatted(value);
    }
}

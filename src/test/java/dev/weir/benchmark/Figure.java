package dev.weir.benchmark;

/** A measurement of Weir as a whole, once per round. */
enum Figure {
    /**
     * From the fork of {@code ./weir}, with its archive of classes, to the first record that Kafka has acknowledged.
     */
    START("start to the first 200", "%,.2f s", "start_seconds"),

    /** CPU time of a start until then. */
    START_CPU("CPU until then", "%,.2f s", "start_cpu_seconds"),

    /** Memory of a start at that moment. */
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

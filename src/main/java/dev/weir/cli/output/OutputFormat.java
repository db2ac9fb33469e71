package dev.weir.cli.output;

import java.util.Locale;

/** What the data of a command looks like. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** One JSON value. */
    JSON,
    /** A JSON object a line. */
    NDJSON,
    /** As of RFC 4180, but with plain line ends; the first line has the names. */
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

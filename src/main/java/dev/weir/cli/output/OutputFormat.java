package dev.weir.cli.output;

import java.util.Locale;

/** The format of a command's data. */
public enum OutputFormat {
    /** Aligned columns. */
    TABLE,
    /** One JSON value. */
    JSON,
    /** One JSON object per line. */
    NDJSON,
    /** RFC 4180 with LF line ends; the first line has the column names. */
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

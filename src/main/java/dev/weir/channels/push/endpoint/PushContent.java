package dev.weir.channels.push.endpoint;

import java.util.Locale;

/** The kinds of bodies of requests. */
public enum PushContent {
    /** The value of a record; it is a CloudEvent in binary mode, with its attributes in headers. */
    BINARY,
    /** A record as a CloudEvent in JSON. */
    STRUCTURED,
    /** A JSON array of CloudEvents. */
    BATCH,
    /** The value of a record, with its place and its key in headers of Weir. */
    RAW;

    /** The name in configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

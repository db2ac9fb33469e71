package dev.weir.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.Locale;

/**
 * How the bytes of keys and values are embedded in JSON.
 *
 * <p>The command line uses it too, and starts without Vert.x; so what reads and writes the formats is elsewhere.
 */
public enum EmbeddedFormat {
    /** The bytes are JSON and are embedded byte for byte, with their digits and the order of their fields. */
    JSON(MediaTypes.RECORDS_JSON),
    /** Any bytes, embedded as base64 with the standard alphabet and padding (RFC 4648, section 4). */
    BINARY(MediaTypes.RECORDS_BINARY),
    /** The bytes are UTF-8 and are embedded as a string. */
    TEXT(MediaTypes.RECORDS_TEXT),
    /** JSON where the bytes are JSON, else text, else base64; each record says which. For records that are read. */
    AUTO(MediaTypes.JSON);

    private final String mediaType;

    EmbeddedFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The format of records that are read, by its name: {@code auto}, {@code json}, {@code binary} or {@code text}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other name
     */
    @JsonCreator
    public static EmbeddedFormat fromString(String name) {
        return name.equals("auto") ? AUTO : parse(name, "auto, json");
    }

    /**
     * The format of records that are sent, by its name: {@code json}, {@code binary} or {@code text}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other name
     */
    public static EmbeddedFormat ofSent(String name) {
        return parse(name, "json");
    }

    private static EmbeddedFormat parse(String name, String first) {
        return switch (name) {
            case "json" -> JSON;
            case "binary" -> BINARY;
            case "text" -> TEXT;
            default ->
                throw Failure.invalid("format is %s, binary or text, not '%s'".formatted(first, Printable.of(name)));
        };
    }

    /** The format of records that are sent, by a {@code Content-Type}, with or without parameters. */
    public static EmbeddedFormat ofContentType(String contentType) {
        var type = contentType.split(";", 2)[0].trim();
        if (type.equalsIgnoreCase(MediaTypes.RECORDS_BINARY)) {
            return BINARY;
        }
        return type.equalsIgnoreCase(MediaTypes.RECORDS_TEXT) ? TEXT : JSON;
    }

    /** The media type of a list of records in this format. */
    public String mediaType() {
        return mediaType;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

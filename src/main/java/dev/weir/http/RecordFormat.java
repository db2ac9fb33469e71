package dev.weir.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.weir.model.Failure;
import dev.weir.model.Shown;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Locale;

/** How the keys and values of records that are read stand in JSON. */
public enum RecordFormat {
    /** The JSON that they are, with the digits and the order they were sent with. */
    JSON(MediaTypes.RECORDS_JSON) {
        @Override
        boolean appendShown(Buffer out, byte[] bytes) {
            return JsonText.append(out, bytes);
        }
    },
    /** Base64, whatever they are. */
    BINARY(MediaTypes.RECORDS_BINARY) {
        @Override
        boolean appendShown(Buffer out, byte[] bytes) {
            appendBase64(out, bytes);
            return true;
        }
    },
    /** The UTF-8 text that they are, as a string. */
    TEXT(MediaTypes.RECORDS_TEXT) {
        @Override
        boolean appendShown(Buffer out, byte[] bytes) {
            return JsonText.appendQuoted(out, bytes);
        }
    };

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final String mediaType;

    RecordFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * Reads a format's name: {@code json}, {@code binary} or {@code text}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other
     */
    @JsonCreator
    public static RecordFormat fromString(String name) {
        return switch (name) {
            case "json" -> JSON;
            case "binary" -> BINARY;
            case "text" -> TEXT;
            default -> throw Failure.invalid("format is json, binary or text, not '" + Shown.of(name) + "'");
        };
    }

    /** The media type of a list of records in this format. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Writes bytes as a JSON value; as base64 where they cannot be shown in this format.
     *
     * @param bytes may be null
     * @return whether they were shown in this format
     */
    boolean append(Buffer out, byte[] bytes) {
        if (bytes == null) {
            out.appendBytes(NULL);
            return true;
        }
        if (appendShown(out, bytes)) {
            return true;
        }
        appendBase64(out, bytes);
        return false;
    }

    /** Writes bytes in this format, or nothing and says so. */
    abstract boolean appendShown(Buffer out, byte[] bytes);

    private static void appendBase64(Buffer out, byte[] bytes) {
        out.appendByte((byte) '"')
                .appendBytes(Base64.getEncoder().encode(bytes))
                .appendByte((byte) '"');
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

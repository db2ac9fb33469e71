package dev.weir.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.weir.http.json.JsonText;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
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
    },
    /** The JSON or else the text that they are, and base64 where they are neither; each record says which it is. */
    AUTO(MediaTypes.JSON) {
        @Override
        boolean appendShown(Buffer out, byte[] bytes) {
            return JSON.appendShown(out, bytes) || TEXT.appendShown(out, bytes) || BINARY.appendShown(out, bytes);
        }

        @Override
        RecordFormat append(Buffer out, byte[] bytes) {
            if (bytes == null) {
                return JSON.append(out, null);
            }
            if (JSON.appendShown(out, bytes)) {
                return JSON;
            }
            return TEXT.append(out, bytes);
        }
    };

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final String mediaType;

    RecordFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * Reads a format's name: {@code auto}, {@code json}, {@code binary} or {@code text}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other
     */
    @JsonCreator
    public static RecordFormat fromString(String name) {
        return switch (name) {
            case "json" -> JSON;
            case "binary" -> BINARY;
            case "text" -> TEXT;
            case "auto" -> AUTO;
            default -> throw Failure.invalid("format is auto, json, binary or text, not '" + Printable.of(name) + "'");
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
     * @return the format in which they were shown
     */
    RecordFormat append(Buffer out, byte[] bytes) {
        if (bytes == null) {
            out.appendBytes(NULL);
            return this;
        }
        if (appendShown(out, bytes)) {
            return this;
        }
        appendBase64(out, bytes);
        return BINARY;
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

package dev.weir.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.MediaTypes;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How the keys and values of a body stand for bytes. */
public enum Format {
    /** Any JSON value; its text as it was sent, to the byte. */
    JSON {
        @Override
        byte[] bytes(JsonParser at, byte[] body, String path) throws IOException {
            int start = (int) at.currentTokenLocation().getByteOffset();
            at.skipChildren();
            at.finishToken();
            return Arrays.copyOfRange(body, start, (int) at.currentLocation().getByteOffset());
        }
    },
    /** Base64, the standard alphabet with padding (RFC 4648, section 4). */
    BINARY {
        @Override
        byte[] bytes(JsonParser at, byte[] body, String path) throws IOException {
            return StrictBase64.decode(text(at, path, "a base64 string"), path);
        }
    },
    /** A string; its UTF-8 bytes. */
    TEXT {
        @Override
        byte[] bytes(JsonParser at, byte[] body, String path) throws IOException {
            return text(at, path, "a string").getBytes(StandardCharsets.UTF_8);
        }
    };

    /**
     * Reads the value that the parser stands on, and leaves the parser at its end.
     *
     * @param body the bytes the parser reads from
     * @param path where the value is, for messages
     * @return null for a JSON null
     */
    public byte[] read(JsonParser at, byte[] body, String path) throws IOException {
        return at.currentToken() == JsonToken.VALUE_NULL ? null : bytes(at, body, path);
    }

    abstract byte[] bytes(JsonParser at, byte[] body, String path) throws IOException;

    /**
     * Reads a format's name: {@code json}, {@code binary} or {@code text}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for any other
     */
    public static Format fromString(String name) {
        return switch (name) {
            case "json" -> JSON;
            case "binary" -> BINARY;
            case "text" -> TEXT;
            default -> throw Failure.invalid("format is json, binary or text, not '" + Printable.of(name) + "'");
        };
    }

    /** The format that a {@code Content-Type} asks for; parameters such as a charset are allowed. */
    static Format of(String contentType) {
        var type = contentType.split(";", 2)[0].trim();
        if (type.equalsIgnoreCase(MediaTypes.RECORDS_BINARY)) {
            return BINARY;
        }
        return type.equalsIgnoreCase(MediaTypes.RECORDS_TEXT) ? TEXT : JSON;
    }

    private static String text(JsonParser at, String path, String wanted) throws IOException {
        if (at.currentToken() != JsonToken.VALUE_STRING) {
            throw Failure.unprocessableAt(path, "must be " + wanted + " or null in this format");
        }
        return at.getText();
    }
}

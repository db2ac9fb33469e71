package dev.weir.console.page;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console, compressed once.
 *
 * @param contentType of the file as it is
 * @param plain the bytes of the file
 * @param gzip the same compressed; null for a format that is compressed already
 * @param tag the value of its {@code ETag}
 */
record ConsoleFile(String contentType, Buffer plain, Buffer gzip, String tag) {

    private static final String DIRECTORY = "META-INF/resources/console/";
    private static final Pattern NAME = Pattern.compile("(?:[a-z]+/)?[A-Za-z0-9.-]+\\.(?<extension>[a-z0-9]+)");
    private static final String FONT = "font/woff2";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", FONT);
    private static final int TAG_BYTES = 12;

    /** Reads a file by its name below the directory of the console; empty where there is none. */
    static Optional<ConsoleFile> read(String name) throws IOException {
        var matcher = NAME.matcher(name);
        var type = matcher.matches() ? TYPES.get(matcher.group("extension")) : null;
        if (type == null) {
            return Optional.empty();
        }
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(DIRECTORY + name)) {
            return in == null ? Optional.empty() : Optional.of(of(type, in.readAllBytes()));
        }
    }

    private static ConsoleFile of(String type, byte[] bytes) throws IOException {
        return new ConsoleFile(type, Buffer.buffer(bytes), type.equals(FONT) ? null : compressed(bytes), tag(bytes));
    }

    /** Whether a new version of the file has a new name, so that a browser need not revalidate it. */
    boolean isImmutable() {
        return contentType.equals(FONT);
    }

    private static Buffer compressed(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return Buffer.buffer(compressed.toByteArray());
    }

    private static String tag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.weir.deadletters.letter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.model.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.kafka.common.TopicPartition;

/** Where the next page begins, as text that a client sends back: the offset before which each partition is read. */
final class LetterCursor {

    private static final int MAX_LENGTH = 1_000_000;
    private static final Pattern ENTRY = Pattern.compile("([a-zA-Z0-9._-]{1,249})/(\\d{1,9})=(\\d{1,18})");

    private LetterCursor() {}

    static String encode(Map<TopicPartition, Long> before) {
        Map<String, Long> entries = new TreeMap<>();
        before.forEach((at, offset) -> entries.put(at.topic() + "/" + at.partition(), offset));
        var text = entries.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            var bytes = new ByteArrayOutputStream();
            try (var out = new DeflaterOutputStream(bytes, deflater)) {
                out.write(text.getBytes(UTF_8));
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
    }

    /**
     * Reads a cursor.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything that {@link #encode} does not write
     */
    static Map<TopicPartition, Long> decode(String cursor) {
        Map<TopicPartition, Long> before = new HashMap<>();
        for (var entry : inflate(cursor).split(",", -1)) {
            var parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw malformed();
            }
            before.put(
                    new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
                    Long.parseLong(parts.group(3)));
        }
        return before;
    }

    private static String inflate(String cursor) {
        var inflater = new Inflater(true);
        try (var in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)), inflater)) {
            var bytes = in.readNBytes(MAX_LENGTH + 1);
            if (bytes.length > MAX_LENGTH) {
                throw malformed();
            }
            return new String(bytes, UTF_8);
        } catch (IllegalArgumentException | IOException malformed) {
            throw malformed();
        } finally {
            inflater.end();
        }
    }

    private static Failure malformed() {
        return Failure.invalid("after is not a cursor; it is next of the page before");
    }
}

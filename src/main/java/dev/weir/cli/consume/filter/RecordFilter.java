package dev.weir.cli.consume.filter;

import dev.weir.cli.text.RawText;
import dev.weir.model.Failure;
import dev.weir.model.PatternCompiler;
import dev.weir.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Selects records. */
@FunctionalInterface
public interface RecordFilter {

    /** Whether the filter selects a record. */
    boolean matches(ConsumerRecord<byte[], byte[]> record);

    /** Selects records whose key matches: is {@code TEXT}, or contains a match of {@code ~PATTERN}. */
    static RecordFilter key(String text) {
        var key = bytes(text);
        return record -> key.test(record.key());
    }

    /** Selects records whose value matches, as {@link #key}. */
    static RecordFilter value(String text) {
        var value = bytes(text);
        return record -> value.test(record.value());
    }

    /**
     * Selects records with a header: {@code NAME} with any value, {@code NAME=TEXT} or {@code NAME~PATTERN} with one
     * that matches, as {@link #key}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} without a name
     */
    static RecordFilter header(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != '~') {
            end++;
        }
        if (end == 0) {
            throw Failure.invalid("A header is NAME, NAME=TEXT or NAME~PATTERN, not '" + Printable.of(text) + "'");
        }
        var name = RawText.utf8(text.substring(0, end));
        if (end == text.length()) {
            return record -> record.headers().lastHeader(name) != null;
        }
        var value = bytes(text.substring(text.charAt(end) == '=' ? end + 1 : end));
        return record -> StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .anyMatch(header -> value.test(header.value()));
    }

    /** Selects records that all filters select; null without filters, which avoids a check per record. */
    static RecordFilter all(List<RecordFilter> filters) {
        return filters.isEmpty() ? null : record -> filters.stream().allMatch(filter -> filter.matches(record));
    }

    private static Predicate<byte[]> bytes(String text) {
        if (!text.startsWith("~")) {
            var expected = RawText.encode(text);
            return bytes -> Arrays.equals(expected, bytes);
        }
        var pattern = PatternCompiler.compile(RawText.utf8(text.substring(1)));
        return bytes -> bytes != null
                && pattern.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
    }
}

package dev.weir.cli.consume;

import dev.weir.cli.text.RawText;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lets records through. */
@FunctionalInterface
interface RecordFilter {

    /** Whether a record passes. */
    boolean passes(ConsumerRecord<byte[], byte[]> record);

    /** The key passes a {@link BytesMatcher}. */
    static RecordFilter key(String test) {
        var key = BytesMatcher.parse(test);
        return record -> key.test(record.key());
    }

    /** The value passes a {@link BytesMatcher}. */
    static RecordFilter value(String test) {
        var value = BytesMatcher.parse(test);
        return record -> value.test(record.value());
    }

    /**
     * There is a header: {@code NAME} for any value of it, {@code NAME=TEXT} or {@code NAME~PATTERN} for one that
     * passes a {@link BytesMatcher}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} without a name
     */
    static RecordFilter header(String test) {
        int end = 0;
        while (end < test.length() && test.charAt(end) != '=' && test.charAt(end) != '~') {
            end++;
        }
        if (end == 0) {
            throw Failure.invalid("A header is NAME, NAME=TEXT or NAME~PATTERN, not '" + Printable.of(test) + "'");
        }
        var name = RawText.utf8(test.substring(0, end));
        if (end == test.length()) {
            return record -> record.headers().lastHeader(name) != null;
        }
        var value = BytesMatcher.parse(test.substring(test.charAt(end) == '=' ? end + 1 : end));
        return record -> StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .anyMatch(header -> value.test(header.value()));
    }

    /** Lets through what all let through; null for all records, which costs nothing. */
    static RecordFilter all(List<RecordFilter> filters) {
        return filters.isEmpty() ? null : record -> filters.stream().allMatch(filter -> filter.passes(record));
    }
}

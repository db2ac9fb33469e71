package dev.weir.cli.consume.format;

import dev.weir.cli.text.Escapes;
import dev.weir.model.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Formats records by a template as in kcat, such as {@code %t[%p]@%o %k: %v}. */
final class TemplateWriter implements RecordWriter {

    /** Writes one part of a record. */
    @FunctionalInterface
    private interface Part {

        void put(RecordOutput out, ConsumerRecord<byte[], byte[]> record);
    }

    private final List<Part> parts = new ArrayList<>();
    private final byte[] nullBytes;

    /**
     * Parses a template.
     *
     * @param nullBytes stand for null
     * @param delimiter follows each record, unless the template ends with an escape such as {@code \n}
     * @throws Failure {@link Failure.Kind#INVALID} for a {@code %} before an unknown letter
     */
    TemplateWriter(String template, byte[] nullBytes, byte[] delimiter) {
        this.nullBytes = nullBytes;
        int from = 0;
        for (int at = template.indexOf('%'); at >= 0; at = template.indexOf('%', from)) {
            literal(template.substring(from, at));
            parts.add(part(at + 1 < template.length() ? template.charAt(at + 1) : ' '));
            from = at + 2;
        }
        literal(template.substring(from));
        if (!Escapes.endsWithEscape(template)) {
            parts.add((out, record) -> out.put(delimiter));
        }
    }

    @Override
    public void record(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        for (var part : parts) {
            part.put(out, record);
        }
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            var bytes = Escapes.bytes(text);
            parts.add((out, record) -> out.put(bytes));
        }
    }

    private Part part(char letter) {
        return switch (letter) {
            case 'k' -> (out, record) -> put(out, record.key());
            case 'v', 's' -> (out, record) -> put(out, record.value());
            case 'K' -> (out, record) -> out.put(length(record.key()));
            case 'S' -> (out, record) -> out.put(length(record.value()));
            case 't' -> (out, record) -> out.put(record.topic());
            case 'p' -> (out, record) -> out.put(record.partition());
            case 'o' -> (out, record) -> out.put(record.offset());
            case 'T' -> (out, record) -> out.put(record.timestamp());
            case 'h' -> this::headers;
            case '%' -> (out, record) -> out.put('%');
            default ->
                throw Failure.invalid(
                        ("A template accepts %%k key, %%v or %%s value, %%h headers, %%t topic, %%p partition, "
                                        + "%%o offset, %%T timestamp, %%K and %%S length of key and value, and %%%%, but not '%%%s'")
                                .formatted(letter));
        };
    }

    private void put(RecordOutput out, byte[] bytes) {
        out.put(bytes == null ? nullBytes : bytes);
    }

    private static long length(byte[] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    private void headers(RecordOutput out, ConsumerRecord<byte[], byte[]> record) {
        boolean isFirst = true;
        for (var header : record.headers()) {
            if (!isFirst) {
                out.put(',');
            }
            isFirst = false;
            out.put(header.key().getBytes(StandardCharsets.UTF_8));
            out.put('=');
            put(out, header.value());
        }
    }
}

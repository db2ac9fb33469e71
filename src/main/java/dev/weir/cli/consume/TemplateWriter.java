package dev.weir.cli.consume;

import dev.weir.cli.text.Escapes;
import dev.weir.model.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records by a template of kcat's kind, such as {@code %t[%p]@%o %k: %v}. */
final class TemplateWriter implements RecordWriter {

    /** Writes one part of a record. */
    @FunctionalInterface
    private interface Part {

        void put(RecordOutput out, ConsumerRecord<byte[], byte[]> record);
    }

    private final List<Part> parts = new ArrayList<>();
    private final byte[] absent;

    /**
     * Reads a template.
     *
     * @param absent what stands for null
     * @param delimiter put behind each record, unless the template says itself how a record ends: with an escape such
     *     as {@code \n}
     * @throws Failure {@link Failure.Kind#INVALID} for a {@code %} before a letter that stands for nothing
     */
    TemplateWriter(String template, byte[] absent, byte[] delimiter) {
        this.absent = absent;
        int from = 0;
        for (int at = template.indexOf('%'); at >= 0; at = template.indexOf('%', from)) {
            literal(template.substring(from, at));
            parts.add(part(at + 1 < template.length() ? template.charAt(at + 1) : ' '));
            from = at + 2;
        }
        literal(template.substring(from));
        if (!Escapes.endsWithOne(template)) {
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
                        ("A template knows %%k key, %%v or %%s value, %%h headers, %%t topic, %%p partition, "
                                        + "%%o offset, %%T timestamp, %%K and %%S length of key and value, and %%%%, but not '%%%s'")
                                .formatted(letter));
        };
    }

    private void put(RecordOutput out, byte[] bytes) {
        out.put(bytes == null ? absent : bytes);
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

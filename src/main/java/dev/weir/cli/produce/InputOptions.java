package dev.weir.cli.produce;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.EncodingNames;
import dev.weir.cli.text.Escapes;
import dev.weir.cli.text.RawText;
import dev.weir.http.EmbeddedFormat;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Option;

/** The options for the input: values, files and their format. */
final class InputOptions {

    /** The format of a line. */
    enum LineFormat {
        LINE,
        NDJSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-v", "--value"},
            paramLabel = "TEXT",
            description =
                    "The value of a record; may be given more than once. Default: values are read from standard input.")
    private List<RawText> values = List.of();

    @Option(
            names = {"-k", "--key"},
            paramLabel = "TEXT",
            description = "The key of every record. Default: none.")
    private RawText key;

    @Option(
            names = "--tombstone",
            description =
                    "Produce a tombstone: a record with a null value, which deletes its key from a compacted topic.")
    private boolean tombstone;

    @Option(names = "--whole", description = "Each file, or standard input, is one record.")
    private boolean whole;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "Format of a line: line (a value; default) or ndjson (JSON as written by 'consume -o ndjson' "
                    + "and by the service).")
    private LineFormat format = LineFormat.LINE;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = EncodingNames.class,
            completionCandidates = EncodingNames.class,
            description = "Encoding of keys and values in that JSON: text (default), json or binary.")
    private EmbeddedFormat encoding = EmbeddedFormat.TEXT;

    @Option(names = "--keep-partitions", description = "Produce each record to the partition in its JSON line.")
    private boolean keepPartitions;

    @Option(
            names = {"-K", "--key-delimiter"},
            paramLabel = "TEXT",
            description = "Separates key and value of a line; \\t is a tab.")
    private RawText keyDelimiter;

    @Option(
            names = {"-D", "--delimiter"},
            paramLabel = "BYTE",
            description = "Ends a line; \\0 is a zero byte. Default: \\n.")
    private RawText delimiter = new RawText("\\n");

    @Option(names = "--null", paramLabel = "TEXT", description = "Text of a key or value that means null.")
    private RawText nullText;

    void check(boolean hasFiles) {
        boolean hasRecords = hasRecords();
        if (hasRecords && (hasFiles || whole || keyDelimiter != null || isNdjson())) {
            throw CliException.usage("--value and --tombstone exclude files and options for the format of input");
        }
        if (tombstone && (key == null || !values.isEmpty())) {
            throw CliException.usage("--tombstone needs --key, and no --value");
        }
        if (key != null && (keyDelimiter != null || isNdjson())) {
            throw CliException.usage(
                    "--key is the key of every record; it excludes --key-delimiter and --format ndjson");
        }
        if (whole && (keyDelimiter != null || isNdjson())) {
            throw CliException.usage(
                    "--whole makes each file one value; it excludes --key-delimiter and --format ndjson");
        }
        if (isNdjson() && (keyDelimiter != null || nullText != null)) {
            throw CliException.usage(
                    "--format ndjson excludes --key-delimiter and --null: JSON has fields for keys, and null");
        }
        if (keepPartitions && !isNdjson()) {
            throw CliException.usage("--keep-partitions needs --format ndjson");
        }
        if (keyDelimiter != null && keyDelimiter.text().isEmpty()) {
            throw CliException.usage("--key-delimiter must not be empty");
        }
        delimiter();
    }

    /** The records given as options. */
    List<ProducerRecord<byte[], byte[]>> recordsOfOptions(RecordDefaults defaults) {
        return tombstone
                ? List.of(defaults.record(keyBytes(), null))
                : values.stream()
                        .map(value -> parser(defaults).record(value.bytes()))
                        .toList();
    }

    boolean hasRecords() {
        return tombstone || !values.isEmpty();
    }

    boolean isWhole() {
        return whole;
    }

    byte delimiter() {
        var bytes = Escapes.bytes(delimiter.text());
        if (bytes.length != 1) {
            throw CliException.usage("--delimiter is one byte, such as \\n or \\0, not '" + delimiter + "'");
        }
        return bytes[0];
    }

    RecordParser parser(RecordDefaults defaults) {
        if (isNdjson()) {
            return new NdjsonRecordParser(defaults, encoding, keepPartitions);
        }
        return new PlainRecordParser(
                defaults,
                keyBytes(),
                keyDelimiter == null ? null : Escapes.bytes(keyDelimiter.text()),
                nullText == null ? null : nullText.bytes());
    }

    private boolean isNdjson() {
        return format == LineFormat.NDJSON;
    }

    private byte[] keyBytes() {
        return key == null ? null : key.bytes();
    }
}

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

/** What the records are made of. */
final class InputOptions {

    /** What a line is. */
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
            description = "The value of a record; may be given more than once. Default: standard input is read.")
    private List<RawText> values = List.of();

    @Option(
            names = {"-k", "--key"},
            paramLabel = "TEXT",
            description = "The key of every record. Default: none.")
    private RawText key;

    @Option(
            names = "--tombstone",
            description = "One record without a value, which deletes its key from a compacted topic.")
    private boolean tombstone;

    @Option(names = "--whole", description = "Each file is one record, and so is standard input.")
    private boolean whole;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description =
                    "What a line is: a value (line; default), or JSON (ndjson) as 'consume -o ndjson' and the service "
                            + "write it.")
    private LineFormat format = LineFormat.LINE;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = EncodingNames.class,
            completionCandidates = EncodingNames.class,
            description = "How keys and values stand in that JSON: text (default), json or binary.")
    private EmbeddedFormat encoding = EmbeddedFormat.TEXT;

    @Option(names = "--keep-partitions", description = "A record goes to the partition that its line of JSON names.")
    private boolean keepsPartitions;

    @Option(
            names = {"-K", "--key-delimiter"},
            paramLabel = "TEXT",
            description = "A line is a key, this, and a value; \\t is a tab.")
    private RawText keyDelimiter;

    @Option(
            names = {"-D", "--delimiter"},
            paramLabel = "BYTE",
            description = "What ends a line; \\0 is a zero byte. Default: \\n.")
    private RawText delimiter = new RawText("\\n");

    @Option(names = "--null", paramLabel = "TEXT", description = "A key or value that reads so is null.")
    private RawText absent;

    void check(boolean hasFiles) {
        boolean given = !values.isEmpty() || tombstone;
        if (given && (hasFiles || whole || keyDelimiter != null || isNdjson())) {
            throw CliException.usage(
                    "--value and --tombstone say what the record is; there is no input to be read beside them");
        }
        if (tombstone && (key == null || !values.isEmpty())) {
            throw CliException.usage("--tombstone is for the key that --key says, without a value");
        }
        if (key != null && (keyDelimiter != null || isNdjson())) {
            throw CliException.usage("--key is the key of every record, so that lines cannot have their own");
        }
        if (whole && (keyDelimiter != null || isNdjson())) {
            throw CliException.usage("--whole takes a file as one value; it has no key and no lines");
        }
        if (isNdjson() && (keyDelimiter != null || absent != null)) {
            throw CliException.usage(
                    "In ndjson keys are fields and null is null; leave out --key-delimiter and --null");
        }
        if (keepsPartitions && !isNdjson()) {
            throw CliException.usage("--keep-partitions goes with --format ndjson, whose lines name partitions");
        }
        if (keyDelimiter != null && keyDelimiter.text().isEmpty()) {
            throw CliException.usage("--key-delimiter is a character or more");
        }
        delimiter();
    }

    /** The records that are given on the command line itself. */
    List<ProducerRecord<byte[], byte[]>> given(RecordDefaults frame) {
        return tombstone
                ? List.of(frame.record(keyBytes(), null))
                : values.stream()
                        .map(value -> form(frame).record(value.bytes()))
                        .toList();
    }

    boolean isGiven() {
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

    RecordParser form(RecordDefaults frame) {
        if (isNdjson()) {
            return new NdjsonRecordParser(frame, encoding, keepsPartitions);
        }
        return new PlainRecordParser(
                frame,
                keyBytes(),
                keyDelimiter == null ? null : Escapes.bytes(keyDelimiter.text()),
                absent == null ? null : absent.bytes());
    }

    private boolean isNdjson() {
        return format == LineFormat.NDJSON;
    }

    private byte[] keyBytes() {
        return key == null ? null : key.bytes();
    }
}

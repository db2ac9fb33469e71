package dev.weir.cli.consume.format;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.EncodingNames;
import dev.weir.cli.text.Escapes;
import dev.weir.cli.text.RawText;
import dev.weir.http.EmbeddedFormat;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options for the format of records. */
public final class FormatOptions {

    /** The formats of records. */
    enum RecordFormat {
        /** The bytes of the value. */
        VALUE,
        JSON,
        NDJSON,
        CSV,
        TABLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Output format: value (the bytes of the value; default), json, ndjson, csv or table.")
    private RecordFormat format;

    @Option(
            names = {"-t", "--template"},
            paramLabel = "TEXT",
            description =
                    "Template of a record: %%k key, %%v value, %%h headers, %%t topic, %%p partition, %%o offset, "
                            + "%%T timestamp, %%K and %%S length of key and value; \\t is a tab.")
    private RawText template;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = EncodingNames.class,
            completionCandidates = EncodingNames.class,
            description =
                    "Encoding of keys and values in JSON: text (default), json or binary; other bytes are base64 in "
                            + "key_base64 or value_base64.")
    private EmbeddedFormat encoding;

    @Option(
            names = {"-K", "--key-delimiter"},
            paramLabel = "TEXT",
            description = "Write the key too, and this text between key and value.")
    private RawText keyDelimiter;

    @Option(
            names = {"-D", "--delimiter"},
            paramLabel = "TEXT",
            description = "Text after each record; \\0 is a zero byte. Default: \\n.")
    private RawText delimiter;

    @Option(names = "--null", paramLabel = "TEXT", description = "Text for null. Default: empty.")
    private RawText nullText;

    public RecordWriter writer() {
        check();
        var end = Escapes.bytes(delimiter == null ? "\\n" : delimiter.text());
        var nullBytes = nullText == null ? new byte[0] : nullText.bytes();
        if (template != null) {
            return new TemplateWriter(template.text(), nullBytes, end);
        }
        return switch (format()) {
            case VALUE ->
                new PlainWriter(keyDelimiter == null ? null : Escapes.bytes(keyDelimiter.text()), nullBytes, end);
            case JSON -> new JsonWriter(encoding(), true);
            case NDJSON -> new JsonWriter(encoding(), false);
            case CSV -> new CsvWriter();
            case TABLE -> new TableWriter();
        };
    }

    private RecordFormat format() {
        return format == null ? RecordFormat.VALUE : format;
    }

    private EmbeddedFormat encoding() {
        return encoding == null ? EmbeddedFormat.TEXT : encoding;
    }

    private void check() {
        boolean isPlain = format() == RecordFormat.VALUE;
        if (template != null && (format != null || keyDelimiter != null)) {
            throw CliException.usage("--template excludes -o and --key-delimiter");
        }
        if (!isPlain && (keyDelimiter != null || delimiter != null || nullText != null)) {
            throw CliException.usage(
                    "--key-delimiter, --delimiter and --null are for the format value, not for " + format());
        }
        if (encoding != null && format() != RecordFormat.JSON && format() != RecordFormat.NDJSON) {
            throw CliException.usage("--encoding needs -o ndjson or -o json");
        }
    }
}

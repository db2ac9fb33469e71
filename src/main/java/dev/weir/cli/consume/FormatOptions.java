package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.EncodingNames;
import dev.weir.cli.text.Escapes;
import dev.weir.cli.text.RawText;
import dev.weir.http.EmbeddedFormat;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What records look like. */
final class FormatOptions {

    /** The forms there are. */
    enum Form {
        /** The bytes as they are. */
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
            paramLabel = "FORM",
            description = "What records look like: value (the bytes as they are; default), json, ndjson, csv or table.")
    private Form form;

    @Option(
            names = {"-t", "--template"},
            paramLabel = "TEXT",
            description = "A form of your own: %%k key, %%v value, %%h headers, %%t topic, %%p partition, %%o offset, "
                    + "%%T timestamp, %%K and %%S length of key and value; \\t is a tab.")
    private RawText template;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = EncodingNames.class,
            completionCandidates = EncodingNames.class,
            description =
                    "How keys and values stand in JSON: text (default), json or binary; what does not fit is base64 "
                            + "under another name.")
    private EmbeddedFormat encoding;

    @Option(
            names = {"-K", "--key-delimiter"},
            paramLabel = "TEXT",
            description = "Show the key too, and this between key and value.")
    private RawText keyDelimiter;

    @Option(
            names = {"-D", "--delimiter"},
            paramLabel = "TEXT",
            description = "What follows each record; \\0 is a zero byte. Default: \\n.")
    private RawText delimiter;

    @Option(names = "--null", paramLabel = "TEXT", description = "What stands for null. Default: nothing.")
    private RawText absent;

    RecordWriter writer() {
        check();
        var end = Escapes.bytes(delimiter == null ? "\\n" : delimiter.text());
        var none = absent == null ? new byte[0] : absent.bytes();
        if (template != null) {
            return new TemplateWriter(template.text(), none, end);
        }
        return switch (form()) {
            case VALUE -> new PlainWriter(keyDelimiter == null ? null : Escapes.bytes(keyDelimiter.text()), none, end);
            case JSON -> new JsonWriter(encoding(), true);
            case NDJSON -> new JsonWriter(encoding(), false);
            case CSV -> new CsvWriter();
            case TABLE -> new TableWriter();
        };
    }

    private Form form() {
        return form == null ? Form.VALUE : form;
    }

    private EmbeddedFormat encoding() {
        return encoding == null ? EmbeddedFormat.TEXT : encoding;
    }

    private void check() {
        boolean isPlain = form() == Form.VALUE;
        if (template != null && (form != null || keyDelimiter != null)) {
            throw CliException.usage(
                    "--template says all of what a record looks like; leave out -o and --key-delimiter");
        }
        if (!isPlain && (keyDelimiter != null || delimiter != null || absent != null)) {
            throw CliException.usage(
                    "--key-delimiter, --delimiter and --null are for the form value, not for " + form());
        }
        if (encoding != null && form() != Form.JSON && form() != Form.NDJSON) {
            throw CliException.usage("--encoding goes with -o ndjson or -o json");
        }
    }
}

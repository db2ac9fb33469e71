package dev.weir.cli.deadletters;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.HeaderArguments;
import dev.weir.cli.text.RawText;
import dev.weir.deadletters.redrive.LetterEdit;
import dev.weir.deadletters.redrive.RedriveSpec;
import dev.weir.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say which dead letters of a topic are sent back, and what is changed in one; mixed in. */
public final class SelectionOptions {

    private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    @Option(
            names = {"-r", "--record"},
            paramLabel = "PARTITION:OFFSET",
            split = ",",
            description = "A dead letter, for example 0:4. May be given more than once.")
    private List<String> records = new ArrayList<>();

    @Option(
            names = "--cause",
            paramLabel = "TEXT",
            description = "Letters with this text in the reason, the class or the cause, in upper or lower case.")
    private String cause;

    @Option(
            names = {"-w", "--where"},
            paramLabel = "EXPRESSION",
            description = "Letters for which the expression holds, such as 'value.total > 100'.")
    private String where;

    @Option(names = "--all", description = "All dead letters of the topic.")
    private boolean all;

    @Option(names = "--key", paramLabel = "TEXT", description = "Sent in place of the key of a single --record.")
    private RawText key;

    @Option(names = "--value", paramLabel = "TEXT", description = "Sent in place of the value of a single --record.")
    private RawText value;

    @Option(names = "--value-file", paramLabel = "FILE", description = "As --value, with the bytes of a file.")
    private FileArgument valueFile;

    @Option(names = "--null-key", description = "Send a single --record without a key.")
    private boolean nullKey;

    @Option(names = "--tombstone", description = "Send a single --record with a null value.")
    private boolean tombstone;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "Sent in place of the headers of a single --record; NAME alone for a null value. "
                    + "May be given more than once.")
    private List<RawText> headers = new ArrayList<>();

    @Option(names = "--no-headers", description = "Send a single --record without its headers.")
    private boolean noHeaders;

    /** Null for any. */
    String cause() {
        return cause;
    }

    /** Null for any. */
    String where() {
        return where;
    }

    /** Whether letters were named one by one. */
    boolean areNamed() {
        return !records.isEmpty();
    }

    /** The named letters; empty for all that the filters match. */
    Map<Integer, SortedMap<Long, LetterEdit>> named() {
        check();
        var edit = edit();
        if (!edit.equals(LetterEdit.NONE) && records.size() != 1) {
            throw CliException.usage("Options for key, value and headers change one letter, named with --record");
        }
        Map<Integer, SortedMap<Long, LetterEdit>> named = new TreeMap<>();
        for (var text : records) {
            var parts = POSITION.matcher(text);
            if (!parts.matches()) {
                throw CliException.usage(
                        "--record is PARTITION:OFFSET, for example 0:4, not '%s'".formatted(Printable.escape(text)));
            }
            named.computeIfAbsent(Integer.valueOf(parts.group(1)), first -> new TreeMap<>())
                    .put(Long.valueOf(parts.group(2)), edit);
        }
        return named;
    }

    private void check() {
        boolean isFiltered = cause != null || where != null;
        if ((records.isEmpty() ? 0 : 1) + (isFiltered ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw CliException.usage("Say which dead letters: --record, or --cause and --where, or --all");
        }
        if (records.size() > RedriveSpec.MAX_SELECTED) {
            throw CliException.usage(
                    "--record names at most %d letters; --where selects more".formatted(RedriveSpec.MAX_SELECTED));
        }
        exclude("--value, --value-file and --tombstone", value != null, valueFile != null, tombstone);
        exclude("--key and --null-key", key != null, nullKey);
        exclude("--header and --no-headers", !headers.isEmpty(), noHeaders);
    }

    private static void exclude(String options, Boolean... given) {
        if (Stream.of(given).filter(Boolean::booleanValue).count() > 1) {
            throw CliException.usage(options + " exclude each other");
        }
    }

    private LetterEdit edit() {
        return new LetterEdit(
                edited(key == null ? null : key.bytes(), nullKey),
                edited(value(), tombstone),
                headers.isEmpty() && !noHeaders ? Optional.empty() : Optional.of(HeaderArguments.headers(headers)));
    }

    private static Optional<LetterEdit.Content> edited(byte[] bytes, boolean isNull) {
        return bytes == null && !isNull ? Optional.empty() : Optional.of(new LetterEdit.Content(bytes));
    }

    private byte[] value() {
        if (valueFile == null) {
            return value == null ? null : value.bytes();
        }
        try {
            return Files.readAllBytes(valueFile.path());
        } catch (IOException unreadable) {
            throw CliException.usage("The file '%s' cannot be read: %s".formatted(valueFile, unreadable.getMessage()));
        }
    }
}

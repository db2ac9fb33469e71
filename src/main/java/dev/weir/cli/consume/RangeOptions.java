package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.NumberCheck;
import dev.weir.cli.text.TimeExpression;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.reading.OffsetExpression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options for the range of offsets. */
final class RangeOptions {

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description = "Start: earliest, latest, an offset, -N for the last N of each partition, @2026-01-31T12:00, "
                    + "@1h-ago, or committed (with --group). Default: latest; with --group, committed or else "
                    + "earliest. A group resumes at its committed offsets; --from is for partitions without one, "
                    + "unless --partitions assigns them by hand.")
    private String from;

    @Option(names = "--from-beginning", hidden = true)
    private boolean fromBeginning;

    @Option(names = "--to", paramLabel = "OFFSET", description = "The first offset that is not read. Default: none.")
    private String to;

    @Option(
            names = {"-e", "--exit"},
            description = "End at the latest offsets of the start of the command.")
    private boolean exit;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "End when no record has arrived for this time, such as 5s or 500ms.")
    private String timeout;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "End after this number of records.")
    private Long count;

    OffsetExpression from(boolean hasGroup) {
        if (from != null && fromBeginning) {
            throw CliException.usage("--from and --from-beginning exclude each other");
        }
        if (from == null) {
            return fromBeginning
                    ? OffsetExpression.EARLIEST
                    : hasGroup ? OffsetExpression.COMMITTED : OffsetExpression.LATEST;
        }
        var spec = spec(from, Instant.now());
        if (spec.kind() == OffsetExpression.Kind.COMMITTED && !hasGroup) {
            throw CliException.usage("--from committed needs --group");
        }
        return spec;
    }

    /** Null for no end. */
    OffsetExpression to() {
        if (to == null) {
            return null;
        }
        var now = Instant.now();
        var spec = spec(to, now);
        if (spec.kind() == OffsetExpression.Kind.COMMITTED) {
            throw CliException.usage("--to does not accept committed");
        }
        if (spec.kind() == OffsetExpression.Kind.TIMESTAMP && spec.value() > now.toEpochMilli()) {
            throw CliException.usage("--to %s is in the future".formatted(to));
        }
        return spec;
    }

    private static OffsetExpression spec(String text, Instant now) {
        var spec = OffsetExpression.ofArgument(text, time -> TimeExpression.parse(time, now))
                .orElseThrow(() -> Failure.invalid(
                        ("An offset is earliest, latest, committed, a number, -N for the last N of each partition, or a "
                                        + "time such as @2026-01-31T12:00 or @1h-ago, not '%s'")
                                .formatted(Printable.of(text))));
        if (spec.kind() == OffsetExpression.Kind.LAST && spec.value() > LastRecordsCounter.MAX_COUNT) {
            throw Failure.invalid("-N reads backwards, up to %d records; give an offset or a time for more"
                    .formatted(LastRecordsCounter.MAX_COUNT));
        }
        return spec;
    }

    /** States the unit assumed for times without one. */
    List<String> timeInterpretations() {
        return Stream.of(interpretation("--from", from), interpretation("--to", to))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> interpretation(String option, String offset) {
        return Optional.ofNullable(offset)
                .filter(text -> text.startsWith("@"))
                .flatMap(text -> TimeExpression.interpretation(text.substring(1)))
                .map(note -> option + " @" + note);
    }

    boolean exit() {
        return exit;
    }

    /** Null for no end. */
    Duration timeout() {
        return timeout == null ? null : TimeExpression.duration(timeout);
    }

    long count() {
        return count == null ? Long.MAX_VALUE : NumberCheck.atLeast(1, count, "--count");
    }
}

package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
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

/** From where to where it is read. */
final class RangeOptions {

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description =
                    "Where to begin: earliest, latest, an offset, -N for the last N of each partition, @2026-01-31T12:00, "
                            + "@1h-ago, or committed (with --group). Default: latest; with --group, committed or else "
                            + "earliest. A group resumes at its committed offsets; --from is for partitions without one, "
                            + "unless --partitions assigns them by hand.")
    private String from;

    @Option(names = "--from-beginning", hidden = true)
    private boolean fromBeginning;

    @Option(
            names = "--to",
            paramLabel = "OFFSET",
            description = "The first offset that is not read any more. Default: none.")
    private String to;

    @Option(
            names = {"-e", "--exit"},
            description = "End where the partitions ended when it began.")
    private boolean exit;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "End when no record has come for so long, such as 5s or 500ms.")
    private String timeout;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "End after so many records.")
    private Long count;

    OffsetExpression from(boolean hasGroup) {
        if (from != null && fromBeginning) {
            throw CliException.usage("--from and --from-beginning both say where to begin");
        }
        if (from == null) {
            return fromBeginning
                    ? OffsetExpression.EARLIEST
                    : hasGroup ? OffsetExpression.COMMITTED : OffsetExpression.LATEST;
        }
        var spec = spec(from, Instant.now());
        if (spec.kind() == OffsetExpression.Kind.COMMITTED && !hasGroup) {
            throw CliException.usage("--from committed is the committed offset of a group; say which with --group");
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
            throw CliException.usage("--to is an offset of the log, and committed is one of a group");
        }
        if (spec.kind() == OffsetExpression.Kind.TIMESTAMP && spec.value() > now.toEpochMilli()) {
            throw CliException.usage("--to %s has not come yet".formatted(to));
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
            throw Failure.invalid("-N is counted by reading, and N goes up to %d; say an offset or a time for more"
                    .formatted(LastRecordsCounter.MAX_COUNT));
        }
        return spec;
    }

    /** What times that are numbers were taken for. */
    List<String> timesAsRead() {
        return Stream.of(reading("--from", from), reading("--to", to))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> reading(String option, String place) {
        return Optional.ofNullable(place)
                .filter(text -> text.startsWith("@"))
                .flatMap(text -> TimeExpression.reading(text.substring(1)))
                .map(reading -> option + " @" + reading);
    }

    boolean exit() {
        return exit;
    }

    /** Null for no end. */
    Duration timeout() {
        return timeout == null ? null : TimeExpression.span(timeout);
    }

    long count() {
        if (count != null && count < 1) {
            throw CliException.usage("--count is 1 or more, not " + count);
        }
        return count == null ? Long.MAX_VALUE : count;
    }
}

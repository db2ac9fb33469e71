package dev.weir.cli.consume;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.TimeExpression;
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
            paramLabel = "PLACE",
            description =
                    "Where to begin: beginning, end, an offset, -N for the last N of each partition, @2026-01-31T12:00, "
                            + "@1h-ago, or stored (with --group). Default: end; with --group, stored or else the beginning. "
                            + "A group goes on where it has got to; this is for partitions where it has not been, unless "
                            + "--partitions takes them by hand.")
    private String from;

    @Option(names = "--from-beginning", hidden = true)
    private boolean fromBeginning;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "The first place that is not read any more. Default: none.")
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
                    ? OffsetExpression.BEGINNING
                    : hasGroup ? OffsetExpression.STORED : OffsetExpression.END;
        }
        var place = OffsetExpression.parse(from, Instant.now());
        if (place.kind() == OffsetExpression.Kind.STORED && !hasGroup) {
            throw CliException.usage("--from stored is where a group has got to; say which with --group");
        }
        return place;
    }

    /** Null for no end. */
    OffsetExpression to() {
        if (to == null) {
            return null;
        }
        var now = Instant.now();
        var place = OffsetExpression.parse(to, now);
        if (place.kind() == OffsetExpression.Kind.STORED) {
            throw CliException.usage("--to is a place of the log, and stored is none");
        }
        if (place.kind() == OffsetExpression.Kind.TIME && place.value() > now.toEpochMilli()) {
            throw CliException.usage("--to %s has not come yet".formatted(to));
        }
        return place;
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

package dev.weir.cli.produce;

import dev.weir.cli.text.HeaderArguments;
import dev.weir.cli.text.NumberCheck;
import dev.weir.cli.text.RawText;
import dev.weir.cli.text.TimeExpression;
import dev.weir.model.TopicName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for properties that all records share. */
final class RecordDefaultsOptions {

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header of every record; NAME alone for a null value. May be given more than once.")
    private List<RawText> headers = List.of();

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            description = "The partition, from 0. Default: the partitioner chooses.")
    private Integer partition;

    @Option(
            names = "--timestamp",
            paramLabel = "TIME",
            description =
                    "The timestamp of every record: 2026-01-31T12:00, 1h-ago, or seconds or milliseconds since 1970. "
                            + "Default: now, or the timestamp of the ndjson line.")
    private String timestamp;

    RecordDefaults defaults(TopicName topic) {
        NumberCheck.atLeast(0, partition, "--partition");
        return new RecordDefaults(
                topic,
                partition,
                timestamp == null
                        ? null
                        : TimeExpression.parse(timestamp, Instant.now()).toEpochMilli(),
                HeaderArguments.headers(headers));
    }

    /** States the unit assumed for a timestamp without one. */
    Optional<String> timestampInterpretation() {
        return Optional.ofNullable(timestamp)
                .flatMap(TimeExpression::interpretation)
                .map(note -> "--timestamp " + note);
    }
}

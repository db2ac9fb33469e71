package dev.weir.cli.produce;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.RawText;
import dev.weir.cli.text.TimeExpression;
import dev.weir.model.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import picocli.CommandLine.Option;

/** What all records have in common. */
final class RecordDefaultsOptions {

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header of every record; NAME alone for one without a value. May be given more than once.")
    private List<RawText> headers = List.of();

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            description = "The partition, from 0. Default: the partitioner chooses.")
    private Integer partition;

    @Option(
            names = "--timestamp",
            paramLabel = "TIME",
            description = "The time of every record: 2026-01-31T12:00, 1h-ago, or seconds or milliseconds since 1970. "
                    + "Default: now, or what a line of ndjson says.")
    private String timestamp;

    RecordDefaults frame(TopicName topic) {
        if (partition != null && partition < 0) {
            throw CliException.usage("A partition is a number from 0, not " + partition);
        }
        return new RecordDefaults(
                topic,
                partition,
                timestamp == null
                        ? null
                        : TimeExpression.parse(timestamp, Instant.now()).toEpochMilli(),
                headers());
    }

    /** What a time that is a number was taken for. */
    Optional<String> timestampAsRead() {
        return Optional.ofNullable(timestamp).flatMap(TimeExpression::reading).map(reading -> "--timestamp " + reading);
    }

    private List<Header> headers() {
        List<Header> all = new ArrayList<>();
        for (var header : headers) {
            int end = header.text().indexOf('=');
            if (end == 0 || header.text().isEmpty()) {
                throw CliException.usage("A header is NAME=VALUE, not '" + header + "'");
            }
            all.add(
                    end < 0
                            ? new RecordHeader(name(header.text()), null)
                            : new RecordHeader(
                                    name(header.text().substring(0, end)),
                                    RawText.encode(header.text().substring(end + 1))));
        }
        return all;
    }

    /** Kafka's clients have names of headers as text. */
    private static String name(String text) {
        return RawText.utf8(text);
    }
}

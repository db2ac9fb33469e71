package dev.weir.cli.consume;

import com.google.re2j.Pattern;
import dev.weir.cli.terminal.CliException;
import dev.weir.http.PatternCompiler;
import dev.weir.model.TopicName;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which partitions are read. */
final class TopicOptions {

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "What to read; one or more, all at the same time.")
    private List<String> topics = List.of();

    @Option(
            names = "--pattern",
            paramLabel = "RE2",
            description = "Read all topics whose whole name is like this, those made later too.")
    private String pattern;

    @Option(
            names = {"-p", "--partitions", "--partition"},
            paramLabel = "N,..",
            split = ",",
            description = "Only these partitions. Default: all.")
    private List<Integer> partitions = List.of();

    PartitionSelection wanted() {
        if (topics.isEmpty() == (pattern == null)) {
            throw CliException.usage("Say what to read: one or more topics, or --pattern");
        }
        partitions.stream().filter(each -> each < 0).findAny().ifPresent(each -> {
            throw CliException.usage("A partition is a number from 0, not " + each);
        });
        return new PartitionSelection(
                topics.stream()
                        .map(topic -> new TopicName(topic).value())
                        .distinct()
                        .toList(),
                re2(),
                partitions);
    }

    private Pattern re2() {
        return pattern == null ? null : PatternCompiler.compile(pattern);
    }
}

package dev.weir.cli.consume.selection;

import com.google.re2j.Pattern;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.NumberCheck;
import dev.weir.model.PatternCompiler;
import dev.weir.model.TopicName;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for topics and partitions. */
public final class TopicOptions {

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "The topics; all are read at the same time.")
    private List<String> topics = List.of();

    @Option(
            names = "--pattern",
            paramLabel = "RE2",
            description = "All topics whose whole name matches this pattern, including new ones.")
    private String pattern;

    @Option(
            names = {"-p", "--partitions", "--partition"},
            paramLabel = "N,..",
            split = ",",
            description = "Only these partitions. Default: all.")
    private List<Integer> partitions = List.of();

    public PartitionSelection selection() {
        if (topics.isEmpty() == (pattern == null)) {
            throw CliException.usage("Give one or more topics, or --pattern");
        }
        partitions.forEach(each -> NumberCheck.atLeast(0, each, "--partitions"));
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

package dev.weir.cli.topic;

import dev.weir.cli.Answer;
import dev.weir.cli.CliFailure;
import dev.weir.cli.Connection;
import dev.weir.cli.Console;
import dev.weir.cli.Exit;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import dev.weir.topics.TopicChange;
import dev.weir.topics.TopicChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds partitions to a topic and changes its settings. */
@Command(
        name = "alter",
        description = "Adds partitions to a topic and changes its settings. Keys may then have another partition.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic alter orders --partitions 12",
            "  kafka-cli topic alter orders --set retention.ms=3600000 --unset cleanup.policy"
        })
public final class AlterCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String topic;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "How many partitions there are to be, more than there are.")
    private Integer partitions;

    @Mixin
    private Settings settings;

    @Option(
            names = {"-u", "--unset"},
            paramLabel = "NAME",
            description = "A setting that is to be the broker's default again. May be given more than once.")
    private List<String> unset = new ArrayList<>();

    /** Speaks through a console. */
    public AlterCommand(Console console) {
        this.console = console;
        connection = new Connection(console);
    }

    @Override
    public Integer call() {
        var name = new TopicName(topic);
        var configs = new HashMap<>(settings.byName());
        unset.forEach(setting -> configs.put(setting, null));
        if (partitions == null && configs.isEmpty()) {
            throw CliFailure.usage("Nothing is to be changed; say --partitions, --set or --unset");
        }
        if (partitions != null && partitions < 1) {
            throw CliFailure.usage("--partitions is a number from 1, not " + partitions);
        }
        try (var wire = connection.wire()) {
            Answer.of(
                    new TopicChanges(wire, new TopicMetadataCache(wire)).change(name, new TopicChange(partitions, configs)));
        }
        console.say("Topic '%s' is changed".formatted(name));
        return Exit.OK.code();
    }
}

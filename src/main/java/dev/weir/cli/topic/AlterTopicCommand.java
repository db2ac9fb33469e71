package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
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
public final class AlterTopicCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String topic;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "How many partitions there are to be, more than there are.")
    private Integer partitions;

    @Mixin
    private ConfigOptions settings;

    @Option(
            names = {"-u", "--unset"},
            paramLabel = "NAME",
            description = "A setting that is to be the broker's default again. May be given more than once.")
    private List<String> unset = new ArrayList<>();

    /** Speaks through a console. */
    public AlterTopicCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var name = new TopicName(topic);
        var configs = new HashMap<>(settings.byName());
        unset.forEach(setting -> configs.put(setting, null));
        if (partitions == null && configs.isEmpty()) {
            throw CliException.usage("Nothing is to be changed; say --partitions, --set or --unset");
        }
        if (partitions != null && partitions < 1) {
            throw CliException.usage("--partitions is a number from 1, not " + partitions);
        }
        try (var admin = connection.wire()) {
            Await.of(new TopicChanges(admin, new TopicMetadataCache(admin))
                    .change(name, new TopicChange(partitions, configs)));
        }
        console.say("Topic '%s' is changed".formatted(name));
        return ExitCode.OK.code();
    }
}

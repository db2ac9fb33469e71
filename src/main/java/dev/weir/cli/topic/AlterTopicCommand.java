package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.NumberCheck;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import dev.weir.topics.TopicChange;
import dev.weir.topics.TopicChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds partitions to a topic and changes its settings. */
@Command(
        description =
                "Adds partitions to a topic and changes its settings. New partitions change the partition of keys.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic alter orders --partitions 12",
            "  kafka-cli topic alter orders --set retention.ms=3600000 --unset cleanup.policy"
        })
public final class AlterTopicCommand extends KafkaCommand implements Runnable {

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "The new number of partitions; more than the topic has now.")
    private Integer partitions;

    @Mixin
    private ConfigOptions settings;

    @Option(
            names = {"-u", "--unset"},
            paramLabel = "NAME",
            description = "A setting to reset to the broker's default. May be given more than once.")
    private List<String> unset = new ArrayList<>();

    /** Writes to the console. */
    public AlterTopicCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var name = new TopicName(topic);
        var configs = new HashMap<>(settings.byName());
        unset.forEach(setting -> configs.put(setting, null));
        if (partitions == null && configs.isEmpty()) {
            throw CliException.usage("There is nothing to change; give --partitions, --set or --unset");
        }
        NumberCheck.atLeast(1, partitions, "--partitions");
        try (var admin = connection.admin()) {
            Await.result(new TopicChanges(admin, new TopicMetadataCache(admin))
                    .change(name, new TopicChange(partitions, configs)));
        }
        console.notice("Topic '%s' was changed".formatted(name));
    }
}

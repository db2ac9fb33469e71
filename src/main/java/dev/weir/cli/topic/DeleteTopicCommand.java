package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ConfirmationOptions;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import dev.weir.topics.TopicChanges;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes topics. */
@Command(
        description = "Deletes topics with all of their records. Asks for confirmation on a terminal.",
        footer = {"", "Example:", "  kafka-cli topic delete orders orders.dead --yes"})
public final class DeleteTopicCommand extends KafkaCommand implements Runnable {

    @Mixin
    private ConfirmationOptions confirmation;

    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    /** Writes to the console. */
    public DeleteTopicCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var names = topics.stream().map(TopicName::new).toList();
        confirmation.require("Delete " + names + " with all records", console);
        try (var admin = connection.admin()) {
            var changes = new TopicChanges(admin, new TopicMetadataCache(admin));
            for (var name : names) {
                Await.result(changes.delete(name));
                console.notice("Topic '%s' was deleted".formatted(name));
            }
        }
    }
}

package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.text.NumberCheck;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.topics.NewTopicSpec;
import dev.weir.topics.TopicChanges;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates topics. */
@Command(
        description = "Creates topics.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic create orders --partitions 6 --replicas 3",
            "  kafka-cli topic create changes --set cleanup.policy=compact --if-not-exists"
        })
public final class CreateTopicCommand extends KafkaCommand implements Runnable {

    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The name of the topic; several may be given.")
    private List<String> topics;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "The number of partitions. Default: that of the broker.")
    private Integer partitions;

    @Option(
            names = {"-r", "--replicas", "--replication-factor"},
            paramLabel = "N",
            description = "The number of replicas of each partition. Default: that of the broker.")
    private Short replicas;

    @Mixin
    private ConfigOptions settings;

    @Option(names = "--if-not-exists", description = "Succeed if the topic exists already.")
    private boolean ifNotExists;

    @Option(names = "--dry-run", description = "Let the broker validate the request, and create nothing.")
    private boolean dryRun;

    /** Writes to the console. */
    public CreateTopicCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        NumberCheck.atLeast(1, partitions, "--partitions");
        NumberCheck.atLeast(1, replicas, "--replicas");
        var specs = topics.stream()
                .map(topic -> new NewTopicSpec(new TopicName(topic), partitions, replicas, settings.byName(), dryRun))
                .toList();
        try (var admin = connection.admin()) {
            specs.forEach(spec -> create(admin, spec));
        }
    }

    private void create(KafkaAdmin admin, NewTopicSpec spec) {
        try {
            Await.result(new TopicChanges(admin, new TopicMetadataCache(admin)).create(spec));
            console.notice("Topic '%s' %s".formatted(spec.topic(), dryRun ? "can be created" : "was created"));
        } catch (Failure failure) {
            if (!ifNotExists || failure.kind() != Failure.Kind.CONFLICT) {
                throw failure;
            }
            console.notice("Topic '%s' exists already".formatted(spec.topic()));
        }
    }
}

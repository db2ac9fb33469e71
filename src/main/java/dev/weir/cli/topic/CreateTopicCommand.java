package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.topics.NewTopicSpec;
import dev.weir.topics.TopicChanges;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes topics. */
@Command(
        name = "create",
        description = "Makes topics.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic create orders --partitions 6 --replicas 3",
            "  kafka-cli topic create changes --set cleanup.policy=compact --if-not-exists"
        })
public final class CreateTopicCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "What it is called; several may be given.")
    private List<String> topics;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "How many partitions. Default: the broker's.")
    private Integer partitions;

    @Option(
            names = {"-r", "--replicas", "--replication-factor"},
            paramLabel = "N",
            description = "How many copies of each. Default: the broker's.")
    private Short replicas;

    @Mixin
    private ConfigOptions settings;

    @Option(names = "--if-not-exists", description = "Be content with a topic that is there already.")
    private boolean ifNotExists;

    @Option(names = "--dry-run", description = "Ask Kafka whether it would, and make nothing.")
    private boolean dryRun;

    /** Speaks through a console. */
    public CreateTopicCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        check("--partitions", partitions);
        check("--replicas", replicas);
        var orders = topics.stream()
                .map(topic -> new NewTopicSpec(new TopicName(topic), partitions, replicas, settings.byName(), dryRun))
                .toList();
        try (var admin = connection.wire()) {
            orders.forEach(order -> create(admin, order));
        }
        return ExitCode.OK.code();
    }

    private void create(KafkaAdmin admin, NewTopicSpec order) {
        try {
            Await.of(new TopicChanges(admin, new TopicMetadataCache(admin)).create(order));
            console.say("Topic '%s' %s".formatted(order.topic(), dryRun ? "could be made" : "is made"));
        } catch (Failure failure) {
            if (!ifNotExists || failure.kind() != Failure.Kind.CONFLICT) {
                throw failure;
            }
            console.say("Topic '%s' is there already".formatted(order.topic()));
        }
    }

    private static void check(String option, Number count) {
        if (count != null && count.intValue() < 1) {
            throw CliException.usage(
                    "%s is a number from 1, not %s; leave it out for the broker's default".formatted(option, count));
        }
    }
}

package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.OutputOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.TopicName;
import dev.weir.topics.TopicSizes;
import dev.weir.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows all that there is to know of topics. */
@Command(
        name = "describe",
        description = "Shows partitions, leaders, copies, offsets, sizes and settings of topics.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic describe orders",
            "  kafka-cli topic describe orders --all-settings -o json",
            "  kafka-cli topic describe -o csv"
        })
public final class DescribeTopicCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "Which topics. Default: all but Kafka's own.")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--all-settings", description = "Settings that are Kafka's default too.")
    private boolean allSettings;

    /** Speaks through a console. */
    public DescribeTopicCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var asked = topics.stream().map(TopicName::new).toList();
        try (var admin = connection.wire()) {
            var names = asked.isEmpty()
                    ? Await.of(new Topics(admin).names(false)).stream()
                            .map(TopicName::new)
                            .toList()
                    : asked;
            var portraits = names.stream().map(topic -> portrait(admin, topic)).toList();
            DetailView.print(portraits, TopicView.together(portraits), console, output.format());
        }
        return ExitCode.OK.code();
    }

    private TopicView portrait(KafkaAdmin admin, TopicName topic) {
        var state = new Topics(admin).state(topic, allSettings);
        var size = new TopicSizes(admin).size(topic);
        return new TopicView(Await.of(state), Await.of(size));
    }
}

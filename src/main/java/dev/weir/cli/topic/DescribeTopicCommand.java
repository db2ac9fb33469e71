package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.DetailView;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.TopicName;
import dev.weir.topics.TopicSizes;
import dev.weir.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the details of topics. */
@Command(
        description = "Shows partitions, leaders, replicas, offsets, sizes and settings of topics.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli topic describe orders",
            "  kafka-cli topic describe orders --all-settings -o json",
            "  kafka-cli topic describe -o csv"
        })
public final class DescribeTopicCommand extends OutputCommand implements Runnable {

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "The topics. Default: all except internal topics.")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--all-settings", description = "Include settings that have Kafka's default value.")
    private boolean allSettings;

    /** Writes to the console. */
    public DescribeTopicCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        var given = topics.stream().map(TopicName::new).toList();
        try (var admin = connection.admin()) {
            var names = given.isEmpty()
                    ? Await.result(new Topics(admin).names(false)).stream()
                            .map(TopicName::new)
                            .toList()
                    : given;
            var views = names.stream().map(topic -> view(admin, topic)).toList();
            DetailView.print(views, TopicView.combined(views), console, format());
        }
    }

    private TopicView view(KafkaAdmin admin, TopicName topic) {
        var state = new Topics(admin).describe(topic, allSettings);
        var size = new TopicSizes(admin).size(topic);
        return new TopicView(Await.result(state), Await.result(size));
    }
}

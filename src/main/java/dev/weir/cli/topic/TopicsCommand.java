package dev.weir.cli.topic;

import dev.weir.cli.connection.Await;
import dev.weir.cli.output.NameOptions;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.OutputFormat;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.topics.TopicSizes;
import dev.weir.topics.TopicSummary;
import dev.weir.topics.Topics;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists topics. */
@Command(
        description = "Lists topics.",
        footer = {"", "Examples:", "  kafka-cli topics", "  kafka-cli topics --details -o csv --brokers localhost:9092"
        })
public final class TopicsCommand extends OutputCommand implements Runnable {

    @Mixin
    private NameOptions names;

    @Option(names = "--internal", description = "Include internal topics, whose names begin with __.")
    private boolean internal;

    @Option(
            names = {"-l", "--details"},
            description = "Show partitions, replicas, records and bytes.")
    private boolean details;

    /** Writes to the console. */
    public TopicsCommand(CliConsole console) {
        super(console);
    }

    @Override
    public void run() {
        try (var admin = connection.admin()) {
            var all = Await.result(new Topics(admin).names(internal));
            var page = names.selection().of(all, name -> name, name -> true);
            if (details) {
                describe(Await.result(new TopicSizes(admin).summaries(page.items())));
            } else {
                list(page.items());
            }
            names.notice(console, page);
        }
    }

    /** As a table, only the names, one per line, which suits a pipe as well. */
    private void list(List<String> names) {
        if (format() == OutputFormat.TABLE) {
            names.forEach(console::line);
            return;
        }
        var table = new Table("name");
        names.forEach(table::row);
        table.print(console, format());
    }

    private void describe(List<TopicSummary> topics) {
        var table = new Table(
                "name", "partitions", "replication_factor", "records", "bytes", "leaderless", "under_replicated");
        topics.forEach(topic -> table.row(
                topic.name(),
                topic.partitions(),
                topic.replicationFactor(),
                topic.records(),
                topic.bytes(),
                topic.leaderless(),
                topic.underReplicated()));
        table.print(console, format());
    }
}

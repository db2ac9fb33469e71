package dev.weir.cli.deadletters;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.connection.ClientSender;
import dev.weir.cli.connection.KafkaClients;
import dev.weir.cli.output.OutputCommand;
import dev.weir.cli.output.Table;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ConfirmationOptions;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.deadletters.LetterFilter;
import dev.weir.deadletters.redrive.DryRun;
import dev.weir.deadletters.redrive.RedriveClient;
import dev.weir.deadletters.redrive.RedriveEnvironment;
import dev.weir.deadletters.redrive.RedrivePlan;
import dev.weir.deadletters.redrive.RedriveSpec;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Count;
import dev.weir.model.TopicName;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends dead letters back. */
@Command(
        description = {
            "Sends dead letters to the topics that they came from; nothing is deleted.",
            "Without --execute only shows what would be sent."
        },
        footer = {
            "",
            "Examples:",
            "  kafka-cli dead-letters redrive orders.dead --all",
            "  kafka-cli dead-letters redrive orders.dead --cause timeout --rate 20 --execute",
            "  kafka-cli dead-letters redrive orders.dead --record 0:4 --value-file mended.json --execute"
        })
public final class RedriveCommand extends OutputCommand implements Callable<Integer> {

    private static final double MAX_RATE = 10_000;

    @Mixin
    private LetterOptions letters;

    @Mixin
    private SelectionOptions selected;

    @Mixin
    private ConfirmationOptions confirmation;

    @Parameters(paramLabel = "TOPIC", description = "The topic with the dead letters.")
    private String topic;

    @Option(names = "--to", paramLabel = "TOPIC", description = "Where they go. Default: the topic of origin of each.")
    private String to;

    @Option(names = "--rate", paramLabel = "N", description = "Records per second. Default: ${DEFAULT-VALUE}.")
    private double rate = 50;

    @Option(names = "--force", description = "Also send those that were sent before, or that came back too often.")
    private boolean force;

    @Option(
            names = "--max-redrives",
            paramLabel = "N",
            description = "How often a record that came back is sent again. Default: ${DEFAULT-VALUE}.")
    private int maxRedrives = 3;

    @Option(names = "--partitioner", paramLabel = "NAME", description = "Partitioner. Default: murmur2.")
    private String partitioner = "murmur2";

    @Option(names = "--execute", description = "Send the records, instead of only showing what would be sent.")
    private boolean execute;

    /** Writes to the console. */
    public RedriveCommand(CliConsole console) {
        super(console);
    }

    @Override
    public Integer call() {
        var spec = spec();
        try (var session = new LetterSession(connection, letters);
                var producer = KafkaClients.producer(settings())) {
            session.check(spec.topic());
            var environment = session.environment(new ClientSender(producer, session.metadata()::partitions));
            var plan = new DryRun(environment, spec, client(), true).plan();
            return execute ? execute(environment, spec, plan) : show(plan);
        }
    }

    private RedriveSpec spec() {
        if (!(rate > 0) || rate > MAX_RATE) {
            throw CliException.usage("--rate is a number above 0, at most 10000, not " + rate);
        }
        return new RedriveSpec(
                new TopicName(topic).checkReadable(false),
                selected.named(),
                LetterFilter.of(selected.cause(), selected.where(), true),
                to == null ? null : new TopicName(to),
                rate,
                force,
                maxRedrives,
                PartitionerType.fromString(partitioner));
    }

    private static RedriveClient client() {
        return new RedriveClient("kafka-cli:" + System.getProperty("user.name"), any -> true, () -> {});
    }

    private Map<String, Object> settings() {
        var settings = connection.settings();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 7_000);
        // Kafka's default is a minute, which each letter would wait whose topic is deleted meanwhile.
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return settings;
    }

    private int show(RedrivePlan plan) {
        var table = new Table("target", "records");
        plan.byTarget().forEach(target -> table.row(target.topic(), target.count()));
        table.print(console, format());
        noteSkipped(plan);
        console.notice("Nothing was sent; --execute sends " + Count.of(plan.count(), "record"));
        return ExitCode.OK.code();
    }

    private void noteSkipped(RedrivePlan plan) {
        Map<String, Long> reasons = new TreeMap<>();
        plan.skipped().forEach(result -> reasons.merge(result.error(), 1L, Long::sum));
        reasons.forEach((reason, count) -> console.notice("%d skipped: %s".formatted(count, reason)));
        if (!plan.isComplete()) {
            console.notice("Not all dead letters could be looked at in time; these are counts of a part");
        }
    }

    private int execute(RedriveEnvironment environment, RedriveSpec spec, RedrivePlan plan) {
        if (plan.count() > 0) {
            confirmation.require("Send %s back".formatted(Count.of(plan.count(), "dead letter")), console);
        }
        var run = new RedriveRun(console, format(), environment, spec, client(), plan.count() + plan.skippedCount());
        var report = run.run(Ticker.systemTicker());
        boolean isNamedSkipped = selected.areNamed() && report.skipped() > 0;
        return report.error() == null && report.failed() == 0 && !isNamedSkipped
                ? ExitCode.OK.code()
                : ExitCode.FAILED.code();
    }
}

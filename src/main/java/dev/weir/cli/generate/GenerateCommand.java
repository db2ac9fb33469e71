package dev.weir.cli.generate;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ClientSender;
import dev.weir.cli.connection.KafkaClients;
import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.connection.LeaderCheck;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.NumberCheck;
import dev.weir.generate.Generator;
import dev.weir.generate.GeneratorSpec;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.TopicName;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Generates records. */
@Command(
        description = "Generates records and produces them to a topic, or writes them to standard output.",
        footer = {
            "",
            "KEY and VALUE are text with placeholders: {n} is the number of the record, {unix-time} seconds since 1970,",
            "{random:16} 16 random capital letters. A placeholder that is the whole text needs no braces.",
            "",
            "Examples:",
            "  kafka-cli generate orders --count 10 --value 'order {n}'",
            "  kafka-cli generate sarama --rate 1 --key unix-time --value random:4 --mode async",
            "  kafka-cli generate --count 1000000 --rate 0 --value random:100 > values.txt"
        })
public final class GenerateCommand extends KafkaCommand implements Callable<Integer> {

    private static final TopicName STANDARD_OUTPUT = new TopicName("stdout");

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "The topic. Default: standard output.")
    private String topic;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Number of records. Default: unlimited, until Ctrl+C.")
    private Long count;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second; 0 for no limit. Default: 1, or 0 with --count.")
    private Double rate;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            description = "Template of the keys. Default: no keys.")
    private String key;

    @Option(
            names = {"-v", "--value"},
            paramLabel = "VALUE",
            description = "Template of the values. Default: ${DEFAULT-VALUE}.")
    private String value = "random:64";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "sync (default) waits for the acknowledgement of each record before the next, async does not.")
    private GeneratorSpec.Mode mode = GeneratorSpec.Mode.SYNC;

    @Option(names = "--partitioner", paramLabel = "NAME", description = "Partitioner. Default: murmur2.")
    private String partitioner = "murmur2";

    @Option(names = "--acks", paramLabel = "ACKS", description = "all (default), leader or none.")
    private String acks = "all";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the random text; the same seed gives the same text.")
    private Long seed;

    @Option(names = "--json", description = "Write JSON lines for 'produce --format ndjson' to standard output.")
    private boolean json;

    /** Writes to the console. */
    public GenerateCommand(CliConsole console) {
        super(console);
    }

    @Override
    public Integer call() {
        var spec = spec();
        return topic == null ? print(spec) : produce(spec);
    }

    private GeneratorSpec spec() {
        if (rate != null && !(rate >= 0)) {
            throw CliException.usage("--rate is a number from 0, not " + rate);
        }
        NumberCheck.atLeast(1, count, "--count");
        double effectiveRate = rate != null ? rate : count == null ? 1 : 0;
        return new GeneratorSpec(
                topic == null ? STANDARD_OUTPUT : new TopicName(topic),
                effectiveRate == 0 ? null : (Double) effectiveRate,
                count,
                key,
                value,
                mode,
                Acks.fromString(acks),
                PartitionerType.fromString(partitioner),
                seed);
    }

    private int print(GeneratorSpec spec) {
        var generator = new AtomicReference<Generator>();
        var sender = new PrintingSender(console, json, () -> generator.get().end());
        generator.set(new Generator(STANDARD_OUTPUT.value(), spec, sender, Ticker.systemTicker()));
        int code = new GeneratorRun(console, generator.get()).run();
        sender.check();
        return code;
    }

    private int produce(GeneratorSpec spec) {
        int partitions;
        try (var admin = connection.admin()) {
            partitions = Await.result(new TopicMetadataCache(admin).partitions(spec.topic()));
            LeaderCheck.check(admin, spec.topic(), console::notice);
        }
        try (var producer = KafkaClients.producer(settings(spec))) {
            var sender = new ClientSender(producer, topicName -> CompletableFuture.completedStage(partitions));
            var generator = new Generator(spec.topic().value(), spec, sender, Ticker.systemTicker());
            return new GeneratorRun(console, generator).run();
        }
    }

    private Map<String, Object> settings(GeneratorSpec spec) {
        var settings = connection.settings();
        settings.put(ProducerConfig.ACKS_CONFIG, spec.acks().setting());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, spec.acks() == Acks.ALL);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, spec.mode() == GeneratorSpec.Mode.SYNC ? 0 : 5);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 7_000);
        return settings;
    }
}

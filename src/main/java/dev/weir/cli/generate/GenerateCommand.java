package dev.weir.cli.generate;

import dev.weir.cli.connection.Await;
import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.connection.LeaderCheck;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.generate.Generator;
import dev.weir.generate.GeneratorReport;
import dev.weir.generate.GeneratorSpec;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.kafka.connector.AutoTopicCreation;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.TopicName;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes records up. */
@Command(
        name = "generate",
        description = "Makes records up, and writes them to a topic or to the screen.",
        footer = {
            "",
            "KEY and VALUE are text with places: {n} is the number of the record, {unix-time} seconds since 1970,",
            "{random:16} so many random capitals. Alone a place needs no braces.",
            "",
            "Examples:",
            "  kafka-cli generate orders --count 10 --value 'order {n}'",
            "  kafka-cli generate sarama --rate 1 --key unix-time --value random:4 --mode async",
            "  kafka-cli generate --count 1000000 --rate 0 --value random:100 > values.txt"
        })
public final class GenerateCommand implements Callable<Integer> {

    private static final TopicName NOWHERE = new TopicName("stdout");

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Where to. Default: standard output.")
    private String topic;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "How many records. Default: no end before Ctrl+C.")
    private Long count;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records a second; 0 for as fast as it goes. Default: 1, or 0 where a count is given.")
    private Double rate;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            description = "What keys look like. Default: none.")
    private String key;

    @Option(
            names = {"-v", "--value"},
            paramLabel = "VALUE",
            description = "What values look like. Default: ${DEFAULT-VALUE}.")
    private String value = "random:64";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "sync (default) waits for each record before the next, async does not.")
    private GeneratorSpec.Mode mode = GeneratorSpec.Mode.SYNC;

    @Option(names = "--partitioner", paramLabel = "NAME", description = "Who chooses partitions. Default: murmur2.")
    private String partitioner = "murmur2";

    @Option(names = "--acks", paramLabel = "ACKS", description = "all (default), leader or none.")
    private String acks = "all";

    @Option(names = "--seed", paramLabel = "N", description = "Makes the same random text again.")
    private Long seed;

    private boolean told;

    @Option(names = "--json", description = "On standard output, lines for 'produce --format ndjson'.")
    private boolean json;

    /** Speaks through a console. */
    public GenerateCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var order = order();
        return topic == null ? print(order) : write(order);
    }

    private GeneratorSpec order() {
        if (rate != null && !(rate >= 0)) {
            throw CliException.usage("--rate is records a second from 0, not " + rate);
        }
        if (count != null && count < 1) {
            throw CliException.usage("--count is a number from 1, not " + count);
        }
        double wanted = rate != null ? rate : count == null ? 1 : 0;
        return new GeneratorSpec(
                topic == null ? NOWHERE : new TopicName(topic),
                wanted == 0 ? null : (Double) wanted,
                count,
                key,
                value,
                mode,
                Acks.fromString(acks),
                PartitionerType.fromString(partitioner),
                seed);
    }

    private int print(GeneratorSpec order) {
        var generator = new AtomicReference<Generator>();
        var screen = new PrintingSender(console, json, () -> generator.get().end());
        generator.set(new Generator(NOWHERE.value(), order, screen));
        int code = run(generator.get());
        screen.check();
        return code;
    }

    private int write(GeneratorSpec order) {
        int partitions;
        try (var admin = connection.wire()) {
            partitions = Await.of(new TopicMetadataCache(admin).partitions(order.topic()));
            LeaderCheck.check(admin, order.topic(), console::say);
        }
        try (var kafka = AutoTopicCreation.in(
                new KafkaProducer<>(settings(order), new ByteArraySerializer(), new ByteArraySerializer()))) {
            return run(order, new DirectSender(kafka, partitions));
        }
    }

    private int run(GeneratorSpec order, RecordSender sender) {
        return run(new Generator(order.topic().value(), order, sender));
    }

    private int run(Generator generator) {
        var signal = StopSignal.listen(() -> finish(generator));
        generator.run();
        signal.close();
        return told(generator.report());
    }

    private boolean finish(Generator generator) {
        try {
            return told(generator.stop()) == ExitCode.OK.code();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Once, by whoever comes first: the command, or the signal that ends it. */
    private synchronized int told(GeneratorReport report) {
        if (!told) {
            told = true;
            tell(report);
        }
        return report.errors() == 0 ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private void tell(GeneratorReport report) {
        console.say("Enqueued: %d; errors: %d".formatted(report.enqueued(), report.errors()));
        if (report.lastError() != null) {
            console.say("The last error: " + report.lastError());
        }
    }

    private Map<String, Object> settings(GeneratorSpec order) {
        var settings = connection.settings();
        settings.put(ProducerConfig.ACKS_CONFIG, order.acks().setting());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, order.acks() == Acks.ALL);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, order.mode() == GeneratorSpec.Mode.SYNC ? 0 : 5);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 7_000);
        return settings;
    }
}

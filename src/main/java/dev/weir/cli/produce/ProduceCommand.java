package dev.weir.cli.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.connection.KafkaClients;
import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.StandardStream;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.produce.record.RecordValidator;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Produces records to a topic. */
@Command(
        description = "Produces records to a topic, by default one for each line of standard input.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli produce orders",
            "  kafka-cli produce orders --value 'hello' --key k1 --header type=greeting",
            "  kafka-cli produce orders --key-delimiter : < pairs.txt",
            "  kafka-cli produce images --whole cat.png dog.png",
            "  kafka-cli consume orders --from earliest --exit -o ndjson | kafka-cli produce copy --format ndjson",
            "  kafka-cli produce orders --key k1 --tombstone",
            "",
            "Failed records are reported, and the others are sent; then the exit code is 1."
        })
public final class ProduceCommand extends KafkaCommand implements Callable<Integer> {

    @Mixin
    private InputOptions input;

    @Mixin
    private RecordDefaultsOptions recordOptions;

    @Mixin
    private SendOptions sendOptions;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only failures.")
    private boolean quiet;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic; it must exist.")
    private String topic;

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            description = "Input files; - is standard input, which is the default.")
    private List<FileArgument> files = List.of();

    /** Writes to the console. */
    public ProduceCommand(CliConsole console) {
        super(console);
    }

    @Override
    public Integer call() {
        input.check(!files.isEmpty());
        files.forEach(ProduceCommand::check);
        checkInput();
        var name = new TopicName(topic);
        RecordValidator.checkWritable(name);
        var defaults = recordOptions.defaults(name);
        if (!quiet) {
            recordOptions.timestampInterpretation().ifPresent(console::notice);
        }
        var partitioner = sendOptions.partitioner();
        var acks = sendOptions.acks();
        var rate = sendOptions.rate();
        boolean isInteractive = !input.hasRecords() && files.isEmpty() && console.isTerminal(StandardStream.IN);
        var connectionSettings = connection.settings();
        var target = TargetTopic.of(name, connectionSettings, console::notice);
        checkPartition(defaults, target.partitions());
        var settings = ProducerDefaults.of(connectionSettings, target, acks, sendOptions.compression(), isInteractive);
        var producer = KafkaClients.producer(settings);
        var counter = new DeliveryCounter(console::notice);
        var session = new ProduceSession(
                console,
                new AsyncSender(producer, partitioner, target.partitions(), counter),
                counter,
                rate,
                quiet,
                Ticker.systemTicker());
        var signal = StopSignal.register(session::stop);
        try {
            session.run(input, defaults, files, isInteractive);
            return session.finish();
        } finally {
            signal.unregister();
        }
    }

    private static void checkPartition(RecordDefaults defaults, int partitions) {
        if (defaults.partition() != null && defaults.partition() >= partitions) {
            throw NotFound.partition(defaults.topic().value(), defaults.partition(), partitions);
        }
    }

    private static void check(FileArgument file) {
        if (!isStandardInput(file) && (!Files.isReadable(file.path()) || Files.isDirectory(file.path()))) {
            throw CliException.usage("'%s' is not a readable file".formatted(RawText.shown(file.name())));
        }
    }

    private void checkInput() {
        boolean readsStandardInput =
                !input.hasRecords() && (files.isEmpty() || files.stream().anyMatch(ProduceCommand::isStandardInput));
        if (readsStandardInput && console.isClosed(StandardStream.IN)) {
            throw CliException.usage("Standard input is closed; give --value or a file");
        }
    }

    private static boolean isStandardInput(FileArgument file) {
        return file.name().equals(ProduceSession.STANDARD_INPUT);
    }
}

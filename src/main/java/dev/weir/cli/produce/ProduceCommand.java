package dev.weir.cli.produce;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import dev.weir.kafka.connector.AutoTopicCreation;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.produce.record.RecordValidator;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes records to a topic. */
@Command(
        name = "produce",
        description = "Writes records to a topic, by default a line of standard input each.",
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
            "Records that fail are named, the others are sent; then the exit code is 1."
        })
public final class ProduceCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private InputOptions input;

    @Mixin
    private RecordDefaultsOptions common;

    @Mixin
    private SendOptions sending;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing of what went well.")
    private boolean quiet;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Where to; it has to exist.")
    private String topic;

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            description = "What to send; - is standard input, which is the default.")
    private List<FileArgument> files = List.of();

    /** A command that speaks through a console. */
    public ProduceCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        input.check(!files.isEmpty());
        files.forEach(ProduceCommand::check);
        checkInput();
        var name = new TopicName(topic);
        RecordValidator.checkWritable(name);
        var frame = common.frame(name);
        if (!quiet) {
            common.timestampAsRead().ifPresent(console::say);
        }
        var partitioning = sending.partitioning();
        var acks = sending.acks();
        var rate = sending.rate();
        boolean isPrompt = !input.isGiven() && files.isEmpty() && console.isTerminal(CliConsole.Stream.IN);
        var clients = connection.settings();
        var target = TargetTopic.of(name, clients, console::say);
        checkPartition(frame, target.partitions());
        var settings = ProducerDefaults.of(clients, target, acks, sending.compression(), isPrompt);
        var kafka = AutoTopicCreation.in(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        var tally = new DeliveryCounter(console::say);
        var writing = new ProduceSession(
                console, new AsyncSender(kafka, partitioning, target.partitions(), tally), tally, rate, quiet);
        var signal = StopSignal.listen(writing::stop);
        try {
            writing.run(input, frame, files, isPrompt);
            return writing.finish();
        } finally {
            signal.close();
        }
    }

    private static void checkPartition(RecordDefaults frame, int partitions) {
        if (frame.partition() != null && frame.partition() >= partitions) {
            throw NotFound.partition(frame.topic().value(), frame.partition(), partitions);
        }
    }

    private static void check(FileArgument file) {
        if (!isStandardInput(file) && (!Files.isReadable(file.path()) || Files.isDirectory(file.path()))) {
            throw CliException.usage("'%s' is not a file that can be read".formatted(RawText.shown(file.name())));
        }
    }

    private void checkInput() {
        boolean isRead =
                !input.isGiven() && (files.isEmpty() || files.stream().anyMatch(ProduceCommand::isStandardInput));
        if (isRead && console.isClosed(CliConsole.Stream.IN)) {
            throw CliException.usage(
                    "Standard input is closed, so that there is nothing to be read; say --value or a file");
        }
    }

    private static boolean isStandardInput(FileArgument file) {
        return file.name().equals(ProduceSession.STANDARD_INPUT);
    }
}

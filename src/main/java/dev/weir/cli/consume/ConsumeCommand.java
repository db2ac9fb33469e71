package dev.weir.cli.consume;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cli.connection.KafkaClients;
import dev.weir.cli.connection.KafkaCommand;
import dev.weir.cli.consume.filter.FilterOptions;
import dev.weir.cli.consume.format.FormatOptions;
import dev.weir.cli.consume.format.RecordOutput;
import dev.weir.cli.consume.selection.TopicOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.StopSignal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Consumes records of topics. */
@Command(
        description = "Consumes records of topics; by default writes the values of new records until it is stopped.",
        footer = {
            "",
            "Examples:",
            "  kafka-cli consume orders",
            "  kafka-cli consume orders --from earliest --exit -o ndjson",
            "  kafka-cli consume orders --from -10 --count 10 --template '%%p@%%o %%T %%k: %%v'",
            "  kafka-cli consume orders --from @1h-ago --to @30m-ago --key customer-7",
            "  kafka-cli consume orders payments --header 'type~^order' --select .total",
            "  kafka-cli consume --pattern 'orders-.*' --group billing --commit each",
            "",
            "It ends at --count, --to or --exit, or by Ctrl-C; offsets are committed after their records have been written."
        })
public final class ConsumeCommand extends KafkaCommand implements Callable<Integer> {

    @Mixin
    private TopicOptions topics;

    @Mixin
    private RangeOptions range;

    @Mixin
    private GroupOptions group;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private FormatOptions format;

    @Option(
            names = "--isolation",
            paramLabel = "LEVEL",
            description =
                    "read_committed to skip records of open and aborted transactions. " + "Default: read_uncommitted.")
    private Isolation isolation;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only failures.")
    private boolean quiet;

    /** Kafka's isolation levels. */
    enum Isolation {
        READ_UNCOMMITTED,
        READ_COMMITTED
    }

    /** Writes to the console. */
    public ConsumeCommand(CliConsole console) {
        super(console);
    }

    @Override
    public Integer call() {
        var spec = spec();
        var timeout = range.timeout();
        if (!quiet) {
            range.timeInterpretations().forEach(console::notice);
        }
        var writer = format.writer();
        var printer = new RecordPrinter(
                new RecordOutput(console::write), writer, filter.filter(), filter.path(), spec.count());
        var settings = ConsumerDefaults.of(connection.settings(), spec, isolation == Isolation.READ_COMMITTED);
        var ticker = Ticker.systemTicker();
        var idle = new IdleTimeout(printer, timeout, ticker);
        var session = new ConsumeSession(
                        console,
                        KafkaClients.consumer(settings),
                        () -> counter(settings),
                        spec,
                        printer,
                        idle,
                        quiet,
                        ticker)
                .checking(connection::check);
        var signal = StopSignal.register(session::stop);
        try {
            return session.run();
        } finally {
            signal.unregister();
        }
    }

    /** A consumer with the same settings, without a group. */
    private static Consumer<byte[], byte[]> counter(Map<String, Object> settings) {
        var withoutGroup = new HashMap<>(settings);
        withoutGroup.remove(ConsumerConfig.GROUP_ID_CONFIG);
        withoutGroup.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return KafkaClients.consumer(withoutGroup);
    }

    private ConsumeSpec spec() {
        var id = group.group();
        var from = range.from(id != null);
        return new ConsumeSpec(topics.selection(), id, group.commit(), from, range.to(), range.exit(), range.count());
    }
}

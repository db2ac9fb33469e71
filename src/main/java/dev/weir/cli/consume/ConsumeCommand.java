package dev.weir.cli.consume;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.StopSignal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads records of topics. */
@Command(
        name = "consume",
        description = "Reads records of topics, by default their values from now on, until it is stopped.",
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
            "It ends at --count, --to or --exit, or by Ctrl-C: what was read is then written out, and committed after that."
        })
public final class ConsumeCommand implements Callable<Integer> {

    private final CliConsole console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private TopicOptions what;

    @Mixin
    private RangeOptions where;

    @Mixin
    private GroupOptions group;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private FormatOptions form;

    @Option(
            names = "--isolation",
            paramLabel = "LEVEL",
            description = "read_committed to leave out records of transactions that are open or were aborted. "
                    + "Default: read_uncommitted.")
    private Isolation isolation;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing of what went well.")
    private boolean quiet;

    /** What is seen of transactions, in Kafka's words. */
    enum Isolation {
        READ_UNCOMMITTED,
        READ_COMMITTED
    }

    /** A command that speaks through a console. */
    public ConsumeCommand(CliConsole console) {
        this.console = console;
        connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        var order = order();
        var timeout = where.timeout();
        if (!quiet) {
            where.timesAsRead().forEach(console::say);
        }
        var writer = form.writer();
        var printer = new RecordPrinter(
                new RecordOutput(console::write), writer, filter.filter(), filter.part(), order.count());
        var settings = ConsumerDefaults.of(connection.settings(), order, isolation == Isolation.READ_COMMITTED);
        var idle = new IdleTimeout(printer, timeout);
        var session = new ConsumeSession(
                        console, consumer(settings), () -> counter(settings), order, printer, idle, quiet)
                .checking(connection::check);
        var signal = StopSignal.listen(session::stop);
        try {
            return session.run();
        } finally {
            signal.close();
        }
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads as the other one does, for nobody. */
    private static Consumer<byte[], byte[]> counter(Map<String, Object> settings) {
        var own = new HashMap<>(settings);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return consumer(own);
    }

    private ConsumeSpec order() {
        var id = group.group();
        var from = where.from(id != null);
        return new ConsumeSpec(what.wanted(), id, group.commit(), from, where.to(), where.exit(), where.count());
    }
}

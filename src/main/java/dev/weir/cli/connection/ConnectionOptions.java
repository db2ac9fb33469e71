package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Text;
import dev.weir.cli.text.FileArgument;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.model.Failure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say which Kafka is meant and how to get in; mixed into every command that speaks to one.
 *
 * <p>What is said later in this list gives way to what is said earlier: {@code --brokers}, {@code --config},
 * {@code --context}, {@code KAFKA_BROKERS}, {@code WEIR_CONTEXT}, {@code localhost:9092}. The context of
 * {@code WEIR_CONTEXT} is taken as a whole or not at all: its credentials are not for an address that another source
 * says.
 */
public final class ConnectionOptions {

    private static final String SERVERS = "bootstrap.servers";
    private static final String NEAREST = "localhost:9092";

    private final CliConsole console;
    private Map<String, Object> settings;

    @Option(
            names = {"-b", "--brokers"},
            paramLabel = "HOST:PORT,..",
            description = "Where Kafka is. Default: $KAFKA_BROKERS, or what the context says, or localhost:9092.")
    private String brokers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients, name=value a line, for instance of TLS and SASL.")
    private FileArgument config;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description =
                    "Settings that were put away in ~/.config/weir/contexts/NAME.properties. Default: $WEIR_CONTEXT.")
    private String context;

    @Option(
            names = {"-X", "--setting"},
            paramLabel = "NAME=VALUE",
            description = "A setting of Kafka's clients, which comes before all others. May be given more than once.")
    private Map<String, String> own = new HashMap<>();

    @Option(names = "--verbose", description = "Show on standard error what Kafka's clients log.")
    private boolean verbose;

    /** Options that nothing is known of yet. */
    public ConnectionOptions(CliConsole console) {
        this.console = console;
    }

    @Option(names = "--bootstrap-server", hidden = true)
    void bootstrapServer(String servers) {
        instead("--bootstrap-server", servers);
    }

    @Option(names = "--broker-list", hidden = true)
    void brokerList(String servers) {
        instead("--broker-list", servers);
    }

    @Option(names = "--zookeeper", hidden = true)
    void zookeeper(String nodes) {
        if (nodes != null) {
            throw CliException.usage("Kafka 4 has no ZooKeeper, and neither has kafka-cli: write --brokers HOST:9092, "
                    + "with the address of a broker, for --zookeeper " + Text.onOneLine(nodes));
        }
    }

    private void instead(String old, String servers) {
        if (servers != null) {
            brokers = servers;
            console.say("kafka-cli: %s is understood; it is written --brokers %s here"
                    .formatted(old, Text.onOneLine(servers)));
        }
    }

    /**
     * Settings for Kafka's clients of every kind, once somebody listens at one of the addresses.
     *
     * <p>Waits are short, so that a command ends within five seconds where nobody answers. What the user has set
     * stands.
     *
     * @return a map of the caller's own
     * @throws CliException {@link ExitCode#UNREACHABLE} where nobody listens; {@link ExitCode#USAGE} for files and
     *     addresses that make no sense
     */
    public synchronized Map<String, Object> settings() {
        if (settings == null) {
            var found = found();
            new BrokerProbe(found.get(SERVERS).toString(), isTls(found)).ring();
            settings = found;
        }
        return new HashMap<>(settings);
    }

    /** Whether clients of these settings use TLS. */
    public static boolean isTls(Map<String, Object> settings) {
        return String.valueOf(settings.get("security.protocol"))
                .toUpperCase(Locale.ROOT)
                .endsWith("SSL");
    }

    /**
     * Why a command that could connect got no answer, as far as can be found out now; empty before it has connected.
     */
    public Optional<CliException> diagnosis() {
        return settings == null
                ? Optional.empty()
                : new ConnectionDiagnosis(settings)
                        .problem()
                        .map(problem -> new CliException(ExitCode.UNREACHABLE, problem.getMessage(), problem));
    }

    /**
     * Returns when brokers can be reached at the addresses they advertise; for a command that has waited for a while.
     *
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} with the reason, where one cannot
     */
    public void check() {
        new ConnectionDiagnosis(settings()).problem().ifPresent(problem -> {
            throw problem;
        });
    }

    /** As {@link #settings}, without trying whether anybody is there. */
    Map<String, Object> found() {
        ClientLog.begin(verbose);
        var found = new HashMap<String, Object>(ClientDefaults.SETTINGS);
        found.put(SERVERS, NEAREST);
        var places = new ConfigFiles(console);
        var file = config == null ? Map.<String, Object>of() : places.file(config);
        var address = console.variable("KAFKA_BROKERS");
        var standing = console.variable("WEIR_CONTEXT");
        if (standing != null && context == null && isWhole(standing, addressBeside(file, address))) {
            found.putAll(places.context(standing));
        }
        if (address != null) {
            found.put(SERVERS, address);
        }
        if (context != null) {
            found.putAll(places.context(context));
        }
        found.putAll(file);
        if (brokers != null) {
            found.put(SERVERS, brokers);
        }
        SettingNames.hints(own.keySet()).forEach(hint -> console.say("kafka-cli: -X: " + hint));
        found.putAll(own);
        return found;
    }

    /** What says the address in the place of the standing context; null where nothing does. */
    private String addressBeside(Map<String, Object> file, String variable) {
        if (own.containsKey(SERVERS)) {
            return "-X";
        }
        if (brokers != null) {
            return "--brokers";
        }
        if (file.containsKey(SERVERS)) {
            return "--config";
        }
        return variable == null ? null : "$KAFKA_BROKERS";
    }

    /** Whether the standing context also says where Kafka is, for its credentials go nowhere else. */
    private boolean isWhole(String standing, String other) {
        if (other == null) {
            return true;
        }
        var name = Text.onOneLine(standing);
        console.say(
                "kafka-cli: %s says the address, so that nothing is taken from the context of $WEIR_CONTEXT; --context %s does"
                        .formatted(other, name));
        return false;
    }

    /** A way to administer; to be closed by the caller. */
    public KafkaAdmin wire() {
        return KafkaAdmin.to(settings());
    }

    /** Where Kafka is looked for, for messages. */
    public String brokers() {
        return settings == null
                ? brokers == null ? "Kafka" : brokers
                : settings.get(SERVERS).toString();
    }

    /** Whether the user wants to know more than a sentence. */
    public boolean isVerbose() {
        return verbose;
    }

    /** A text without the secrets that are among the settings. */
    public String withoutSecrets(String text) {
        return settings == null ? text : SecretRedactor.hide(settings, text);
    }
}

package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.text.FileArgument;
import dev.weir.kafka.JaasSetting;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SaslConfigs;
import picocli.CommandLine.Option;

/** The options for the connection to Kafka; mixed into every command that connects. */
public final class ConnectionOptions {

    private final CliConsole console;
    private Map<String, Object> settings;

    @Option(
            names = {"-b", "--brokers"},
            paramLabel = "HOST:PORT,..",
            description =
                    "Bootstrap servers of Kafka. Default: $KAFKA_BROKERS, or those of the context, or localhost:9092.")
    private String brokers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File with client settings, one name=value per line, for example for TLS and SASL.")
    private FileArgument config;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Client settings of ~/.config/weir/contexts/NAME.properties. Default: $WEIR_CONTEXT.")
    private String context;

    @Option(
            names = {"-X", "--setting"},
            paramLabel = "NAME=VALUE",
            description = "A client setting, which overrides all others. May be given more than once.")
    private Map<String, String> overrides = new HashMap<>();

    @Option(names = "--verbose", description = "Show the log of Kafka's clients on standard error.")
    private boolean verbose;

    /** Writes hints to the console. */
    public ConnectionOptions(CliConsole console) {
        this.console = console;
    }

    @Option(names = "--bootstrap-server", hidden = true)
    void bootstrapServer(String servers) {
        acceptAlias("--bootstrap-server", servers);
    }

    @Option(names = "--broker-list", hidden = true)
    void brokerList(String servers) {
        acceptAlias("--broker-list", servers);
    }

    @Option(names = "--zookeeper", hidden = true)
    void zookeeper(String nodes) {
        if (nodes != null) {
            throw CliException.usage("Kafka 4 has no ZooKeeper, and neither has kafka-cli: write --brokers HOST:9092, "
                    + "with the address of a broker, for --zookeeper " + Printable.escape(nodes));
        }
    }

    private void acceptAlias(String alias, String servers) {
        if (servers != null) {
            brokers = servers;
            console.notice("kafka-cli: %s is accepted; the option of kafka-cli is --brokers %s"
                    .formatted(alias, Printable.escape(servers)));
        }
    }

    /**
     * The settings for a Kafka client; probes the bootstrap servers first.
     *
     * <p>Timeouts are short, so that a command ends within five seconds if no broker answers. Settings of the user
     * override them.
     *
     * @return a new map
     * @throws CliException {@link ExitCode#UNREACHABLE} if no bootstrap server is usable; {@link ExitCode#USAGE} for
     *     invalid files and addresses
     */
    public synchronized Map<String, Object> settings() {
        if (settings == null) {
            var resolved = unprobedSettings();
            checkLogin(resolved);
            new BrokerProbe(resolved.get(ClientSettingsResolver.SERVERS).toString(), isTls(resolved)).check();
            settings = resolved;
        }
        return new HashMap<>(settings);
    }

    private static void checkLogin(Map<String, Object> settings) {
        if (settings.get(SaslConfigs.SASL_JAAS_CONFIG) instanceof String login) {
            try {
                JaasSetting.check(SaslConfigs.SASL_JAAS_CONFIG, login);
            } catch (Failure invalid) {
                throw CliException.usage(invalid.getMessage());
            }
        }
    }

    /** As {@link #settings}, without the probe. */
    Map<String, Object> unprobedSettings() {
        ClientLog.setVisible(verbose);
        return new ClientSettingsResolver(console)
                .resolve(new ClientSettingsResolver.Options(brokers, config, context, overrides));
    }

    /** Whether clients with these settings use TLS. */
    public static boolean isTls(Map<String, Object> settings) {
        return String.valueOf(settings.get("security.protocol"))
                .toUpperCase(Locale.ROOT)
                .endsWith("SSL");
    }

    /** The reason why Kafka did not answer a command that has connected; empty if none is found. */
    public Optional<CliException> diagnosis() {
        return settings == null
                ? Optional.empty()
                : new ConnectionDiagnosis(settings)
                        .problem()
                        .map(problem -> new CliException(ExitCode.UNREACHABLE, problem.getMessage(), problem));
    }

    /**
     * Returns if brokers are reachable at their advertised addresses; for a command that waits for an answer.
     *
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} with the reason, if they are not
     */
    public void check() {
        new ConnectionDiagnosis(settings()).problem().ifPresent(problem -> {
            throw problem;
        });
    }

    /** A new admin client; the caller closes it. */
    public KafkaAdmin admin() {
        return KafkaAdmin.to(settings());
    }

    /** The bootstrap servers, for messages. */
    public String brokers() {
        return settings == null
                ? brokers == null ? "Kafka" : brokers
                : settings.get(ClientSettingsResolver.SERVERS).toString();
    }

    /** Whether {@code --verbose} is given. */
    public boolean isVerbose() {
        return verbose;
    }

    /** Replaces the secrets of the settings in a text. */
    public String withoutSecrets(String text) {
        return settings == null ? text : SecretRedactor.hide(settings, text);
    }
}

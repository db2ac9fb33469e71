package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.text.FileArgument;
import dev.weir.model.Printable;
import java.util.HashMap;
import java.util.Map;

/**
 * Merges client settings from options, files and environment variables.
 *
 * <p>In order of precedence: {@code -X}, {@code --brokers}, {@code --config}, {@code --context}, {@code KAFKA_BROKERS},
 * {@code WEIR_CONTEXT}, {@code localhost:9092}. The context of {@code WEIR_CONTEXT} applies as a whole or not at all:
 * its credentials are not sent to an address from another source.
 */
final class ClientSettingsResolver {

    static final String SERVERS = "bootstrap.servers";

    private static final String DEFAULT_SERVERS = "localhost:9092";

    private final CliConsole console;
    private final ConfigFiles files;

    ClientSettingsResolver(CliConsole console) {
        this.console = console;
        files = new ConfigFiles(console);
    }

    /**
     * The options of a command.
     *
     * @param brokers of {@code --brokers}; may be null
     * @param config of {@code --config}; may be null
     * @param context of {@code --context}; may be null
     * @param settings of {@code -X}, by name
     */
    record Options(String brokers, FileArgument config, String context, Map<String, String> settings) {}

    /** The merged settings, which may be changed by the caller. */
    Map<String, Object> resolve(Options options) {
        var merged = new HashMap<String, Object>(ClientDefaults.SETTINGS);
        merged.put(SERVERS, DEFAULT_SERVERS);
        var file = options.config() == null ? Map.<String, Object>of() : files.file(options.config());
        var address = console.variable("KAFKA_BROKERS");
        var defaultContext = console.variable("WEIR_CONTEXT");
        if (defaultContext != null
                && options.context() == null
                && applies(defaultContext, addressSource(options, file, address))) {
            merged.putAll(files.context(defaultContext));
        }
        if (address != null) {
            merged.put(SERVERS, address);
        }
        if (options.context() != null) {
            merged.putAll(files.context(options.context()));
        }
        merged.putAll(file);
        if (options.brokers() != null) {
            merged.put(SERVERS, options.brokers());
        }
        SettingNames.hints(options.settings().keySet()).forEach(hint -> console.notice("kafka-cli: -X: " + hint));
        merged.putAll(options.settings());
        return merged;
    }

    /** The source whose address overrides that of the default context; null if there is none. */
    private static String addressSource(Options options, Map<String, Object> file, String variable) {
        if (options.settings().containsKey(SERVERS)) {
            return "-X";
        }
        if (options.brokers() != null) {
            return "--brokers";
        }
        if (file.containsKey(SERVERS)) {
            return "--config";
        }
        return variable == null ? null : "$KAFKA_BROKERS";
    }

    /** Whether the default context also has the address; its credentials are sent to no other. */
    private boolean applies(String defaultContext, String addressSource) {
        if (addressSource == null) {
            return true;
        }
        console.notice(
                "kafka-cli: %s sets the address, so the context of $WEIR_CONTEXT is not used; --context %s uses it"
                        .formatted(addressSource, Printable.escape(defaultContext)));
        return false;
    }
}

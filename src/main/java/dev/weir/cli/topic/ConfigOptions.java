package dev.weir.cli.topic;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --set} for settings of a topic. */
final class ConfigOptions {

    @Option(
            names = {"-c", "--set"},
            paramLabel = "NAME=VALUE",
            description = "A setting, such as retention.ms=3600000. May be given more than once.")
    private Map<String, String> settings = new HashMap<>();

    Map<String, String> byName() {
        return settings;
    }
}

package dev.weir.cli.connection;

import java.util.Map;

/** Client settings that the user may override: short timeouts, and a fast start. */
public final class ClientDefaults {

    /** By the names of Kafka's settings. */
    public static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("client.id", "kafka-cli"),
            Map.entry("default.api.timeout.ms", "4000"),
            Map.entry("request.timeout.ms", "3000"),
            Map.entry("socket.connection.setup.timeout.ms", "2000"),
            Map.entry("reconnect.backoff.max.ms", "500"),
            // A process of a second reports no metrics.
            Map.entry("metric.reporters", ""),
            Map.entry("enable.metrics.push", "false"));

    private ClientDefaults() {}
}

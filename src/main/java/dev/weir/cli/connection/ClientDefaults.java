package dev.weir.cli.connection;

import java.util.Map;

/** Client settings that the user may override: short timeouts, and a fast start. */
public final class ClientDefaults {

    /** By the names of Kafka's settings. */
    public static final Map<String, Object> SETTINGS = Map.of(
            "client.id",
            "kafka-cli",
            "default.api.timeout.ms",
            "4000",
            "request.timeout.ms",
            "3000",
            "socket.connection.setup.timeout.ms",
            "2000",
            "reconnect.backoff.max.ms",
            "500",
            // A process of a second reports no metrics.
            "metric.reporters",
            "",
            "enable.metrics.push",
            "false");

    private ClientDefaults() {}
}

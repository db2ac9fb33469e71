package dev.weir.kafka.connector;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that channels share, for those that name them as their {@code kafka-configuration}.
 *
 * <p>Their values are in {@code application.properties} under {@value #OUTGOING_PREFIX} and {@value #INCOMING_PREFIX},
 * where each can be overridden. The connector prefers what a channel sets itself.
 */
@Singleton
class ChannelDefaults {

    private static final String OUTGOING = "records-out";
    private static final String INCOMING = "records-in";
    private static final String PREFIX = "weir.channels.";
    private static final String OUTGOING_PREFIX = PREFIX + OUTGOING + ".";
    private static final String INCOMING_PREFIX = PREFIX + INCOMING + ".";

    private final Config config;

    ChannelDefaults(Config config) {
        this.config = config;
    }

    /** Settings of producers. */
    @Produces
    @Singleton
    @Identifier(OUTGOING)
    Map<String, Object> outgoing() {
        return settings(OUTGOING_PREFIX);
    }

    /** Settings of consumers. */
    @Produces
    @Singleton
    @Identifier(INCOMING)
    Map<String, Object> incoming() {
        return settings(INCOMING_PREFIX);
    }

    private Map<String, Object> settings(String prefix) {
        var settings = new TreeMap<String, Object>();
        for (var name : config.getPropertyNames()) {
            if (name.startsWith(prefix)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> settings.put(name.substring(prefix.length()), value));
            }
        }
        return settings;
    }
}

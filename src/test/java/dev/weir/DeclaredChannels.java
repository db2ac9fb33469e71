package dev.weir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The channels of {@code application.properties} and of README's sample, with their settings in these files, without
 * profiles.
 */
final class DeclaredChannels {

    private static final List<Path> FILES = List.of(
            Path.of("src/main/resources/application.properties"),
            Path.of("src/test/resources/org/acme/audit/channels.properties"));
    private static final Pattern SETTING = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\.(.+)");

    private final Map<String, Map<String, String>> incoming = new TreeMap<>();
    private final Map<String, Map<String, String>> outgoing = new TreeMap<>();
    private final Properties file = new Properties();

    DeclaredChannels() {
        FILES.forEach(this::load);
        file.stringPropertyNames().forEach(name -> {
            var setting = SETTING.matcher(name);
            if (setting.matches()) {
                var direction = setting.group(1).equals("incoming") ? incoming : outgoing;
                direction
                        .computeIfAbsent(setting.group(2), channel -> new TreeMap<>())
                        .put(setting.group(3), file.getProperty(name));
            }
        });
    }

    private void load(Path path) {
        try (var reader = Files.newBufferedReader(path)) {
            file.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The effective setting of a channel: its own, else the connector's, else that of the defaults that it names. */
    Map<String, String> settings(String channel) {
        var own = incoming.getOrDefault(channel, outgoing.getOrDefault(channel, Map.of()));
        var settings = new TreeMap<String, String>();
        if (own.containsKey("kafka-configuration")) {
            settings.putAll(under("weir.channels." + own.get("kafka-configuration") + "."));
        }
        settings.putAll(under("mp.messaging.connector.smallrye-kafka."));
        settings.putAll(own);
        return settings;
    }

    private Map<String, String> under(String prefix) {
        return file.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(name -> name.substring(prefix.length()), file::getProperty));
    }

    /** By channel and then by setting. */
    Map<String, Map<String, String>> incoming() {
        return incoming;
    }

    /** By channel and then by setting. */
    Map<String, Map<String, String>> outgoing() {
        return outgoing;
    }

    Set<String> names() {
        var names = new TreeSet<>(incoming.keySet());
        names.addAll(outgoing.keySet());
        return names;
    }

    /** Settings that belong to no channel. */
    Optional<String> setting(String name) {
        return Optional.ofNullable(file.getProperty(name));
    }
}

package dev.weir.cli.connection;

import dev.weir.cli.text.Suggestions;
import dev.weir.kafka.ClientSettings;
import dev.weir.model.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the names of client settings and suggests corrections for unknown names.
 *
 * <p>Kafka's clients ignore unknown settings, so a misspelt {@code security.protocol} would send data in plain text.
 */
final class SettingNames {

    /** Names of librdkafka, and the settings of the Java clients with the same meaning. */
    private static final Map<String, String> LIBRDKAFKA_NAMES = Map.ofEntries(
            Map.entry("metadata.broker.list", "bootstrap.servers"),
            Map.entry("sasl.mechanisms", "sasl.mechanism"),
            Map.entry("sasl.username", "sasl.jaas.config, with username=\"..\" in it"),
            Map.entry("sasl.password", "sasl.jaas.config, with password=\"..\" in it"),
            Map.entry("sasl.oauthbearer.config", "sasl.jaas.config"),
            Map.entry("sasl.kerberos.principal", "sasl.jaas.config, with principal=\"..\" in it"),
            Map.entry("sasl.kerberos.keytab", "sasl.jaas.config, with keyTab=\"..\" in it"),
            Map.entry("ssl.ca.location", "ssl.truststore.location, with ssl.truststore.type=PEM"),
            Map.entry("ssl.ca.pem", "ssl.truststore.certificates, with ssl.truststore.type=PEM"),
            Map.entry(
                    "ssl.certificate.location",
                    "ssl.keystore.location, with ssl.keystore.type=PEM and key and certificate in one file"),
            Map.entry(
                    "ssl.key.location",
                    "ssl.keystore.location, with ssl.keystore.type=PEM and key and certificate in one file"),
            Map.entry("ssl.certificate.pem", "ssl.keystore.certificate.chain, with ssl.keystore.type=PEM"),
            Map.entry("ssl.key.pem", "ssl.keystore.key, with ssl.keystore.type=PEM"),
            Map.entry("enable.ssl.certificate.verification", "ssl.truststore.location; the check cannot be disabled"),
            Map.entry("ssl.curves.list", "ssl.cipher.suites"),
            Map.entry("socket.timeout.ms", "request.timeout.ms"),
            Map.entry("topic.metadata.refresh.interval.ms", "metadata.max.age.ms"),
            Map.entry("socket.send.buffer.bytes", "send.buffer.bytes"),
            Map.entry("socket.receive.buffer.bytes", "receive.buffer.bytes"),
            Map.entry("message.max.bytes", "max.request.size"),
            Map.entry("message.timeout.ms", "delivery.timeout.ms"),
            Map.entry("message.send.max.retries", "retries"),
            Map.entry("request.required.acks", "acks"),
            Map.entry("queue.buffering.max.ms", "linger.ms"),
            Map.entry("queue.buffering.max.kbytes", "buffer.memory"),
            Map.entry("queue.buffering.max.messages", "buffer.memory"),
            Map.entry("batch.num.messages", "batch.size"),
            Map.entry("compression.codec", "compression.type"),
            Map.entry("fetch.wait.max.ms", "fetch.max.wait.ms"),
            Map.entry("fetch.message.max.bytes", "max.partition.fetch.bytes"),
            Map.entry("max.in.flight", "max.in.flight.requests.per.connection"),
            Map.entry("partition.assignment.strategies", "partition.assignment.strategy"),
            Map.entry("broker.address.family", "bootstrap.servers, with an address of that family"),
            Map.entry("debug", "the option --verbose"));

    private SettingNames() {}

    /** One sentence for each name that Kafka's clients do not know, sorted by name. */
    static List<String> hints(Collection<String> names) {
        var known = ClientSettings.names();
        var unknown = new TreeSet<>(names);
        unknown.removeAll(known);
        List<String> hints = new ArrayList<>();
        unknown.forEach(name -> hints.add(hint(name, known)));
        return hints;
    }

    private static String hint(String name, Set<String> known) {
        var shown = Printable.escape(name);
        var javaName = LIBRDKAFKA_NAMES.get(name);
        if (javaName != null) {
            return "'%s' is a setting of librdkafka; Kafka's Java clients have %s".formatted(shown, javaName);
        }
        return "Kafka's clients have no setting '%s'; %s"
                .formatted(shown, Suggestions.question(name, known).orElse("it is ignored"));
    }
}

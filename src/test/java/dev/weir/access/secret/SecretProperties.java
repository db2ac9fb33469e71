package dev.weir.access.secret;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The properties that take a secret, as the libraries in the packaged Weir describe themselves. */
final class SecretProperties {

    private static final Path LIBRARIES = Path.of("target", "quarkus-app", "lib");
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    /** Of the last part of a name. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(.*-)?(password|secret|passphrase|token|credentials?|key)");

    /** These are named like secrets and take the name of one, or something else that anyone may know. */
    private static final Pattern NO_SECRET = Pattern.compile(
            ".*(password-key|provider\\.key|public-key|username-key|credentials-provider|logout-token-key)");

    private static final Pattern TEXT = Pattern.compile("java\\.lang\\.String|java\\.util\\.(List|Map)");

    private SecretProperties() {}

    /** Of Kafka's clients: those that Kafka itself declares as passwords. */
    static SortedSet<String> ofKafka() {
        var names = new TreeSet<String>();
        for (var definition :
                List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())) {
            definition.configKeys().values().stream()
                    .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                    .forEach(key -> names.add(key.name));
        }
        return names;
    }

    /** Of Quarkus: those that can be set when Weir starts and whose last part is the word for a secret. */
    static SortedSet<String> ofQuarkus() {
        var names = new TreeSet<String>();
        try (var jars = Files.walk(LIBRARIES)) {
            for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                addSecrets(jar, names);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return names;
    }

    private static void addSecrets(Path jar, Set<String> names) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var model = file.getEntry(MODEL);
            if (model != null) {
                try (var text = file.getInputStream(model)) {
                    addSecrets(new JsonObject(new String(text.readAllBytes(), StandardCharsets.UTF_8)), names);
                }
            }
        }
    }

    private static void addSecrets(Object model, Set<String> names) {
        if (model instanceof JsonArray array) {
            array.forEach(each -> addSecrets(each, names));
        } else if (model instanceof JsonObject object) {
            if (object.getString("@class", "").endsWith(".ConfigProperty")
                    && object.getString("phase").equals("RUN_TIME")
                    && TEXT.matcher(object.getString("type")).matches()) {
                var name = object.getJsonObject("path").getString("property");
                if (isSecret(name)) {
                    names.add(name);
                }
            }
            object.forEach(field -> addSecrets(field.getValue(), names));
        }
    }

    static boolean isSecret(String name) {
        return (name.endsWith("secret.value")
                        || SECRET.matcher(name.substring(name.lastIndexOf('.') + 1))
                                .matches())
                && !NO_SECRET.matcher(name).matches();
    }
}

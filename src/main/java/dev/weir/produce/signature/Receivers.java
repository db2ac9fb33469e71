package dev.weir.produce.signature;

import dev.weir.http.secret.SecretsFile;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The declared senders of webhooks, by their topics. Safe for use by many threads. */
@Singleton
public class Receivers {

    /**
     * A topic that webhooks are sent to.
     *
     * @param check null where requests need no signature
     */
    private record Receiver(List<String> headers, SignatureCheck check) {}

    private final ReceiveConfig config;
    private final Vertx vertx;
    private final Map<String, Receiver> byTopic = new HashMap<>();

    Receivers(ReceiveConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /** Reads the declarations before anything is served. */
    void start(@Observes @Priority(1) StartupEvent started) {
        config.senders().forEach((name, sender) -> {
            var topic =
                    sender.topic().orElseThrow(() -> invalid(name, "topic", "is needed, which the sender sends to"));
            if (byTopic.put(checked(name, topic), receiver(name, sender)) != null) {
                throw invalid(name, "topic", "'%s' has another sender already".formatted(topic));
            }
        });
    }

    /**
     * Checks the signature of a request, where the topic asks for one.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN} without a valid signature
     */
    public void check(TopicName topic, MultiMap headers, byte[] body) {
        var receiver = byTopic.get(topic.value());
        if (receiver != null && receiver.check() != null) {
            receiver.check().check(headers, body);
        }
    }

    /**
     * Refuses requests whose signature is not checked, to a topic that asks for one.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN}
     */
    public void checkUnsigned(TopicName topic) {
        var receiver = byTopic.get(topic.value());
        if (receiver != null && receiver.check() != null) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "Topic '%s' takes signed requests only: POST /topics/%s/records with one record"
                            .formatted(topic, topic));
        }
    }

    /** The headers of a request that are kept as record headers, with their bytes. */
    public List<Header> keptHeaders(TopicName topic, MultiMap headers) {
        var receiver = byTopic.get(topic.value());
        if (receiver == null || receiver.headers().isEmpty()) {
            return List.of();
        }
        List<Header> kept = new ArrayList<>();
        for (var name : receiver.headers()) {
            headers.getAll(name)
                    .forEach(value -> kept.add(new RecordHeader(name, value.getBytes(StandardCharsets.ISO_8859_1))));
        }
        return kept;
    }

    private Receiver receiver(String name, ReceiveConfig.SenderConfig sender) {
        if (sender.signature().isEmpty()) {
            if (sender.secretsFile().isPresent()) {
                throw invalid(name, "secrets-file", "needs .signature: github, stripe or standard-webhooks");
            }
            return new Receiver(sender.headers().orElse(List.of()), null);
        }
        var scheme = sender.signature().get();
        var file = sender.secretsFile().orElseThrow(() -> invalid(name, "secrets-file", "is needed for signatures"));
        SecretsFile secrets;
        try {
            secrets = new SecretsFile(file, scheme::secret);
        } catch (IllegalArgumentException unusable) {
            throw invalid(name, "secrets-file", ": " + unusable.getMessage());
        }
        // For as long as Weir runs.
        var unused = secrets.watch(vertx);
        var check = new SignatureCheck(scheme, secrets, sender.tolerance(), InstantSource.system());
        return new Receiver(sender.headers().orElse(List.of()), check);
    }

    private static String checked(String name, String topic) {
        try {
            return new TopicName(topic).value();
        } catch (Failure illegal) {
            throw invalid(name, "topic", ": " + illegal.getMessage());
        }
    }

    private static IllegalStateException invalid(String name, String key, String problem) {
        return new IllegalStateException("weir.receive.%s.%s %s".formatted(name, key, problem));
    }
}

package dev.weir.consumers.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The settings of a new instance.
 *
 * @param name null for a generated one
 * @param autoCommit whether records count as processed, and are committed, when the client polls again
 * @param timeout how long a poll without a timeout waits
 * @param settings for its consumer
 * @param asked the order as JSON, from which {@link #of} makes the same spec in every node
 */
public record InstanceSpec(
        String name,
        EmbeddedFormat format,
        boolean autoCommit,
        Duration timeout,
        Map<String, Object> settings,
        String asked) {

    private static final String RESET = "auto.offset.reset";
    private static final String AUTO_COMMIT = "enable.auto.commit";
    private static final String AUTO_COMMIT_TOO = "auto.commit.enable";
    private static final String MIN_BYTES = "fetch.min.bytes";
    private static final String WAIT = "consumer.request.timeout.ms";
    private static final String ISOLATION = "isolation.level";
    private static final String SESSION = "session.timeout.ms";
    private static final String ASSIGNMENT = "assignment";

    private static final Set<String> FIELDS = Set.of(
            "name", "format", RESET, AUTO_COMMIT, AUTO_COMMIT_TOO, MIN_BYTES, WAIT, ISOLATION, SESSION, ASSIGNMENT);

    private static final long DEFAULT_WAIT_MILLIS = 1_000;

    public InstanceSpec {
        settings = Map.copyOf(settings);
    }

    /** Whether the group is of the classic protocol, in which a member can have a name of its own. */
    public boolean isClassic() {
        return !settings.containsKey(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    }

    /**
     * Reads an order.
     *
     * @throws Failure {@link Failure.Kind#UNPROCESSABLE} for a value that cannot be
     */
    public static InstanceSpec of(ObjectMapper json, byte[] bytes, Assignor usual) {
        var body = JsonBody.of(json, bytes, FIELDS);
        var assignment = choice(
                        body,
                        ASSIGNMENT,
                        List.of(Assignor.values()).stream()
                                .map(Assignor::toString)
                                .toList())
                .map(name -> Assignor.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(usual);
        Map<String, Object> settings = new HashMap<>(assignment.settings());
        settings.put(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                choice(body, RESET, List.of("earliest", "latest", "none")).orElse("earliest"));
        settings.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                choice(body, ISOLATION, List.of("read_committed", "read_uncommitted"))
                        .orElse("read_committed"));
        number(body, MIN_BYTES, 1, 1_048_576)
                .ifPresent(bytesWanted -> settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, bytesWanted.intValue()));
        number(body, SESSION, 6_000, 1_800_000).ifPresent(millis -> {
            if (assignment == Assignor.CONSUMER) {
                throw Failure.unprocessableAt(body.at(SESSION), "is the brokers' to say where assignment is consumer");
            }
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis.intValue());
        });
        if (assignment != Assignor.CONSUMER) {
            // A member hears of a rebalance when its heart beats; with Kafka's 3 s it takes long until all have.
            settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        }
        return new InstanceSpec(
                body.text("name").orElse(null),
                choice(body, "format", List.of("json", "binary", "text", "auto"))
                        .map(EmbeddedFormat::fromString)
                        .orElse(EmbeddedFormat.BINARY),
                autoCommit(body),
                Duration.ofMillis(number(body, WAIT, 0, Integer.MAX_VALUE).orElse(DEFAULT_WAIT_MILLIS)),
                settings,
                body.with(ASSIGNMENT, assignment.toString()));
    }

    private static boolean autoCommit(JsonBody body) {
        if (body.has(AUTO_COMMIT) && body.has(AUTO_COMMIT_TOO)) {
            throw Failure.unprocessableAt(body.at(AUTO_COMMIT), "is said twice, as " + AUTO_COMMIT_TOO + " too");
        }
        var field = body.has(AUTO_COMMIT_TOO) ? AUTO_COMMIT_TOO : AUTO_COMMIT;
        return choice(body, field, List.of("true", "false"))
                .map(Boolean::parseBoolean)
                .orElse(true);
    }

    private static Optional<String> choice(JsonBody body, String field, List<String> choices) {
        return body.setting(field).map(text -> {
            if (choices.contains(text)) {
                return text;
            }
            throw Failure.unprocessableAt(
                    body.at(field), "is one of %s, not '%s'".formatted(String.join(", ", choices), Printable.of(text)));
        });
    }

    private static Optional<Long> number(JsonBody body, String field, long least, long most) {
        return body.setting(field).map(text -> {
            if (text.matches("\\d{1,10}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
                return Long.valueOf(text);
            }
            throw Failure.unprocessableAt(
                    body.at(field),
                    "is a whole number from %d to %d, not '%s'".formatted(least, most, Printable.of(text)));
        });
    }
}

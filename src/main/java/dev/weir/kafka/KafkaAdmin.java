package dev.weir.kafka;

import dev.weir.model.Failure;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.jboss.logging.Logger;

/**
 * The shared {@link Admin}, created at its first use, and recreated when it has failed.
 *
 * <p>It takes every setting under {@code kafka.*}, as the channels do. Safe for use by many threads; its calls return
 * futures and never block the caller. Continuations run on the admin client's network thread and must not block.
 */
@ApplicationScoped
public class KafkaAdmin implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaAdmin.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A client whose credentials are refused is made anew no more often than this. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Map<String, Object> LIMITS = Map.of(
            AdminClientConfig.CLIENT_ID_CONFIG,
            "weir-admin",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) TIMEOUT.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2_000,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            1_000,
            AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
            2_000);

    private final Map<String, Object> settings;
    private Admin admin;
    private long madeNanos;
    private boolean closed;

    @Inject
    KafkaAdmin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        settings.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        settings.putAll(LIMITS);
    }

    private KafkaAdmin(Map<String, Object> defaults, Map<String, Object> kafka) {
        settings = new HashMap<>(defaults);
        settings.putAll(kafka);
    }

    /**
     * A wire of its own, for those who run without the container; to be closed by whoever asked for it.
     *
     * @param kafka settings of Kafka's clients, without the prefix {@code kafka.}; their limits of time win over ours
     */
    public static KafkaAdmin to(Map<String, Object> kafka) {
        return new KafkaAdmin(LIMITS, kafka);
    }

    /** The client, connected lazily. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
            madeNanos = System.nanoTime();
        }
        return admin;
    }

    /**
     * Asks what changes nothing.
     *
     * @return fails with the {@link Failure} that {@link KafkaFailures#ofRead} makes of Kafka's, within five seconds
     *     unless the question has a limit of its own
     */
    public <T> CompletionStage<T> read(Function<Admin, KafkaFuture<T>> question) {
        return call(question, KafkaFailures::ofRead);
    }

    /** As {@link #read}, for what changes something: without an answer in time it may have been done. */
    public <T> CompletionStage<T> write(Function<Admin, KafkaFuture<T>> command) {
        return call(command, KafkaFailures::ofWrite);
    }

    /**
     * Asks for many things at once and takes what there is.
     *
     * @param question gives the future of each key, from one call of the client
     * @param missing kinds of failures for which a key is left out; any other fails the whole, and so does
     *     {@link Failure.Kind#UNAVAILABLE} where nothing at all was answered
     */
    public <K, T> CompletionStage<Map<K, T>> readEach(
            Collection<K> keys, Function<Admin, Function<K, KafkaFuture<T>>> question, Set<Failure.Kind> missing) {
        var answers = new PartialResults<K, T>(keys.size(), missing);
        var asked = admin();
        Function<K, KafkaFuture<T>> futures;
        try {
            futures = question.apply(asked);
        } catch (RuntimeException refused) {
            replaceIfLost(asked, refused);
            return CompletableFuture.failedStage(KafkaFailures.ofRead(refused));
        }
        for (var key : keys) {
            futures.apply(key).toCompletionStage().whenComplete((value, thrown) -> {
                if (thrown != null) {
                    replaceIfLost(asked, thrown);
                }
                answers.add(key, value, thrown);
            });
        }
        return answers.all();
    }

    /** Where Kafka is looked for: a comma list of {@code host:port}. */
    public String bootstrapServers() {
        return String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** The settings of Kafka's clients that this one has too, for clients of other kinds. */
    public Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    @Override
    @PreDestroy
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    private <T> CompletionStage<T> call(Function<Admin, KafkaFuture<T>> call, Function<Throwable, Failure> meaning) {
        var asked = admin();
        return answer(call, asked).handle((value, thrown) -> {
            if (thrown != null) {
                replaceIfLost(asked, thrown);
                throw meaning.apply(thrown);
            }
            return value;
        });
    }

    /** A client that is closed refuses by throwing. */
    private static <T> CompletionStage<T> answer(Function<Admin, KafkaFuture<T>> call, Admin asked) {
        try {
            return call.apply(asked).toCompletionStage();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    private synchronized void replaceIfLost(Admin asked, Throwable thrown) {
        boolean refused =
                KafkaFailures.isAuthenticationFailure(thrown) && System.nanoTime() - madeNanos > PAUSE.toNanos();
        if (closed || asked != admin || !(refused || KafkaFailures.isClosedClient(thrown))) {
            return;
        }
        LOG.warnf(
                "The admin client is made anew: %s",
                KafkaFailures.causeOf(thrown).getMessage());
        admin = null;
        // Closing waits for the client's thread, which may be the one that runs this.
        var closing = new Thread(() -> asked.close(Duration.ZERO), "weir-admin-close");
        closing.setDaemon(true);
        closing.start();
    }
}

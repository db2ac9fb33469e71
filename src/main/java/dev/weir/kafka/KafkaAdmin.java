package dev.weir.kafka;

import com.github.benmanes.caffeine.cache.Ticker;
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

    /** The minimum interval between two clients whose credentials are rejected. */
    private static final Duration MIN_RECREATION_INTERVAL = Duration.ofSeconds(10);

    private static final Map<String, Object> LIMITS = Map.ofEntries(
            Map.entry(AdminClientConfig.CLIENT_ID_CONFIG, "weir-admin"),
            Map.entry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis()),
            Map.entry(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000),
            Map.entry(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
            Map.entry(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000));

    private final Map<String, Object> settings;
    private final Ticker ticker;
    private Admin admin;
    private long createdNanos;
    private boolean closed;

    /**
     * The admin client of the service.
     *
     * @param kafka settings of Kafka's clients, without the prefix {@code kafka.}; the limits override them
     */
    @Inject
    public KafkaAdmin(@Identifier("default-kafka-broker") Map<String, Object> kafka, Ticker ticker) {
        this.ticker = ticker;
        settings = new HashMap<>(kafka);
        settings.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        settings.putAll(LIMITS);
    }

    private KafkaAdmin(Map<String, Object> defaults, Map<String, Object> kafka, Ticker ticker) {
        this.ticker = ticker;
        settings = new HashMap<>(defaults);
        settings.putAll(kafka);
    }

    /**
     * An admin client for a program without CDI, which has to close it.
     *
     * @param kafka settings of Kafka's clients, without the prefix {@code kafka.}; their timeouts override the defaults
     */
    public static KafkaAdmin to(Map<String, Object> kafka) {
        return new KafkaAdmin(LIMITS, kafka, Ticker.systemTicker());
    }

    /**
     * A client with connections of its own, for requests that must not wait for those of others: a broker answers one
     * request of a connection after the other. The caller has to close it.
     */
    KafkaAdmin another(String clientId) {
        return new KafkaAdmin(settings, Map.of(AdminClientConfig.CLIENT_ID_CONFIG, clientId), ticker);
    }

    /** The clock by which Weir measures how long something takes. */
    public Ticker ticker() {
        return ticker;
    }

    /** The client, connected lazily. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
            createdNanos = ticker.read();
        }
        return admin;
    }

    /**
     * Sends a request that changes nothing.
     *
     * @return fails with a {@link Failure} from {@link KafkaFailures#ofRead}, within five seconds unless the request
     *     has its own timeout
     */
    public <T> CompletionStage<T> read(Function<Admin, KafkaFuture<T>> request) {
        return call(request, KafkaFailures::ofRead);
    }

    /** As {@link #read}, for a request that changes something; after a timeout it may have taken effect. */
    public <T> CompletionStage<T> write(Function<Admin, KafkaFuture<T>> request) {
        return call(request, KafkaFailures::ofWrite);
    }

    /**
     * Sends one request for many keys and returns the results that there are.
     *
     * @param request returns the future of each key, from one call of the client
     * @param missing kinds of failures for which a key is omitted; any other fails the whole, and so does
     *     {@link Failure.Kind#UNAVAILABLE} for all keys
     */
    public <K, T> CompletionStage<Map<K, T>> readEach(
            Collection<K> keys, Function<Admin, Function<K, KafkaFuture<T>>> request, Set<Failure.Kind> missing) {
        var answers = new PartialResults<K, T>(keys.size(), missing);
        var client = admin();
        Function<K, KafkaFuture<T>> futures;
        try {
            futures = request.apply(client);
        } catch (RuntimeException refused) {
            replaceIfLost(client, refused);
            return CompletableFuture.failedStage(KafkaFailures.ofRead(refused));
        }
        for (var key : keys) {
            futures.apply(key).toCompletionStage().whenComplete((value, thrown) -> {
                if (thrown != null) {
                    replaceIfLost(client, thrown);
                }
                answers.add(key, value, thrown);
            });
        }
        return answers.all();
    }

    /** The bootstrap servers: a comma-separated list of {@code host:port}. */
    public String bootstrapServers() {
        return String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** The settings of this client, for producers and consumers. */
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
        var client = admin();
        return send(call, client).handle((value, thrown) -> {
            if (thrown != null) {
                replaceIfLost(client, thrown);
                throw meaning.apply(thrown);
            }
            return value;
        });
    }

    /** A closed client throws instead of returning a failed future. */
    private static <T> CompletionStage<T> send(Function<Admin, KafkaFuture<T>> call, Admin client) {
        try {
            return call.apply(client).toCompletionStage();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    private synchronized void replaceIfLost(Admin client, Throwable thrown) {
        boolean refused = KafkaFailures.isAuthenticationFailure(thrown)
                && ticker.read() - createdNanos > MIN_RECREATION_INTERVAL.toNanos();
        if (closed || client != admin || !(refused || KafkaFailures.isClosedClient(thrown))) {
            return;
        }
        LOG.warnf(
                "The admin client is recreated: %s",
                KafkaFailures.causeOf(thrown).getMessage());
        admin = null;
        // Closing waits for the client's network thread, which may run this.
        var closing = new Thread(() -> client.close(Duration.ZERO), "weir-admin-close");
        closing.setDaemon(true);
        closing.start();
    }
}

package dev.weir.channels.push;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.channels.commit.GuardedCommitFactory;
import dev.weir.channels.handler.ChannelsConfig;
import dev.weir.channels.push.delivery.Dispatcher;
import dev.weir.channels.push.endpoint.PushEndpoint;
import dev.weir.channels.supervision.ChannelTermination;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Starts the declared pushes with Weir, and stops them. */
@ApplicationScoped
class Pushes {

    private static final Logger LOG = Logger.getLogger(Pushes.class);

    private final PushConfig config;
    private final PushChannel channels;
    private final GuardedCommitFactory commits;
    private final TlsConfigurationRegistry tls;
    private final MeterRegistry registry;
    private final ChannelTermination termination;
    private final PushMemory memory;
    private final PushPauses pauses;
    private final Ticker ticker;
    private final Vertx vertx;
    private final List<PushDeclaration> declarations = new ArrayList<>();
    private final Map<String, Push> pushes = new TreeMap<>();
    private volatile boolean stopping;

    Pushes(
            PushConfig config,
            PushChannel channels,
            @Identifier(GuardedCommitFactory.STRATEGY) GuardedCommitFactory commits,
            TlsConfigurationRegistry tls,
            MeterRegistry registry,
            ChannelTermination termination,
            PushMemory memory,
            PushPauses pauses,
            Ticker ticker,
            Vertx vertx) {
        this.config = config;
        this.channels = channels;
        this.commits = commits;
        this.tls = tls;
        this.registry = registry;
        this.termination = termination;
        this.memory = memory;
        this.pauses = pauses;
        this.ticker = ticker;
        this.vertx = vertx;
    }

    /** Checks all declarations before any record is read. */
    void check(@Observes @Priority(1) StartupEvent started, ChannelsConfig former) {
        refuseFormerSettings(former);
        var enabled = new TreeMap<>(config.pushes());
        enabled.values().removeIf(declared -> !declared.enabled());
        enabled.forEach((name, declared) ->
                declarations.add(PushDeclaration.of(name, declared, tls, memory.windowBytes(enabled.size()))));
        memory.reserve(declarations);
    }

    void start(@Observes StartupEvent started) {
        declarations.forEach(this::start);
        pauses.follow(List.copyOf(pushes.values()));
    }

    void stop(@Observes ShutdownDelayInitiatedEvent started) {
        stopping = true;
        pushes.values().forEach(Push::stop);
    }

    /** As {@link #stop(ShutdownDelayInitiatedEvent)}, where no delay is configured. */
    void stop(@Observes @Priority(1) ShutdownEvent started) {
        stopping = true;
        pushes.values().forEach(Push::stop);
    }

    /** The running pushes, by name. */
    Collection<Push> all() {
        return pushes.values();
    }

    /**
     * A running push.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} where there is none of this name
     */
    Push find(String name) {
        var push = pushes.get(name);
        if (push == null) {
            throw Failure.notFound("There is no push '%s'".formatted(Printable.of(name)));
        }
        return push;
    }

    private void start(PushDeclaration declaration) {
        var context = ((VertxInternal) vertx).createEventLoopContext();
        var metrics = PushMetrics.of(registry, declaration.name());
        var log = new PushAttempts(InstantSource.system());
        PushEndpoint endpoint;
        try {
            endpoint = new PushEndpoint(declaration.endpoint(), InstantSource.system(), ticker, vertx);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalStateException(
                    "weir.push.%s.secrets-file: %s".formatted(declaration.name(), invalid.getMessage()));
        }
        var push = new Push(
                declaration,
                context,
                onChange -> new Dispatcher(
                        declaration.rules(),
                        new PushSurroundings(declaration, endpoint, vertx, context, metrics, log, ticker, onChange)),
                metrics,
                log,
                reason -> terminated(declaration, reason));
        pushes.put(declaration.name(), push);
        PushMetrics.gauges(
                registry, declaration.name(), push::pending, () -> push.status().number());
        commits.listen(declaration.channel(), push);
        channels.open(declaration).subscribe(push);
        LOG.infof(
                "Push '%s' sends the records of %s to %s",
                declaration.name(), declaration.topics(), declaration.endpoint().url());
    }

    private void terminated(PushDeclaration declaration, Throwable reason) {
        if (stopping) {
            return;
        }
        LOG.errorf(
                "The channel of push '%s' has terminated: %s. Weir exits and expects to be restarted",
                declaration.name(), reason);
        termination.exit();
    }

    /** There was one webhook once, of the channel web-log-in. */
    private static void refuseFormerSettings(ChannelsConfig former) {
        var webhook = former.webhook();
        boolean isSet = !webhook.headers().isEmpty()
                || Stream.of(
                                webhook.url(),
                                webhook.contentType(),
                                webhook.timeout(),
                                webhook.attempts(),
                                webhook.backoff())
                        .anyMatch(Optional::isPresent);
        if (isSet || former.handler().equals("webhook")) {
            throw new IllegalStateException(
                    "weir.consume.handler=webhook and weir.consume.webhook.* are now a push: declare "
                            + "weir.push.<name>.topic and .url. With .group=weir-web-log, and "
                            + "mp.messaging.incoming.web-log-in.enabled=false, it continues at the same offsets "
                            + "(docs/push.md has the other settings)");
        }
    }
}

package dev.weir.kafka;

import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Asks the cluster once a second whether it is there, so that others can know without asking.
 *
 * <p>Reading costs one volatile read. Until the first answer is in, the cluster counts as away.
 */
@ApplicationScoped
public class ClusterPulse {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final DescribeClusterOptions PATIENCE = new DescribeClusterOptions().timeoutMs(1_000);

    private final AdminWire wire;
    private final Vertx vertx;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Failure problem;
    private volatile boolean known;
    private long timer;

    ClusterPulse(AdminWire wire, Vertx vertx) {
        this.wire = wire;
        this.vertx = vertx;
        this.problem = Failure.of(Failure.Kind.UNAVAILABLE, "Kafka has not answered yet");
    }

    void start(@Observes StartupEvent started) {
        ask();
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> ask());
    }

    /** Why Kafka cannot be used right now; empty while it answers. */
    public Optional<Failure> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether the first answer, or its absence, is in; until then nobody knows how the cluster is. */
    public boolean isKnown() {
        return known;
    }

    private void ask() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        try {
            wire.ask(admin -> admin.describeCluster(PATIENCE).nodes()).whenComplete((nodes, thrown) -> {
                asking.set(false);
                note(thrown);
            });
        } catch (RuntimeException refused) {
            asking.set(false);
            note(refused);
        }
    }

    private void note(Throwable thrown) {
        var before = problem;
        problem = thrown == null ? null : Answers.toQuestion(thrown);
        known = true;
        if (before == null && problem != null) {
            Log.errorf("Kafka at %s does not answer: %s", wire.bootstrapServers(), problem.getMessage());
        } else if (before != null && problem == null) {
            Log.infof("Kafka at %s answers", wire.bootstrapServers());
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }
}

package dev.weir.kafka;

import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.kafka.diagnosis.RootCause;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the cluster once a second whether it is there, so that others can know without asking.
 *
 * <p>Reading costs one volatile read. Until the first answer is in, the cluster counts as away.
 */
@ApplicationScoped
public class ClusterMonitor {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final DescribeClusterOptions TIMEOUT = new DescribeClusterOptions().timeoutMs(1_000);

    /** How often it is looked whether the reason is still the same. */
    private static final Duration DIAGNOSIS_INTERVAL = Duration.ofSeconds(10);

    private static final Executor DIAGNOSIS = work -> {
        var thread = new Thread(work, "weir-diagnosis");
        thread.setDaemon(true);
        thread.start();
    };

    private final KafkaAdmin admin;
    private final Vertx vertx;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean diagnosing = new AtomicBoolean();
    private volatile Failure problem;
    private volatile String reason;

    /** Settings for the diagnosis; its thread may outlive the application, when no bean can be used any more. */
    private volatile Map<String, Object> settings = Map.of();

    private volatile boolean known;
    private long timer;

    ClusterMonitor(KafkaAdmin admin, Vertx vertx) {
        this.admin = admin;
        this.vertx = vertx;
        this.problem = Failure.of(Failure.Kind.UNAVAILABLE, "Kafka has not answered yet");
    }

    void start(@Observes StartupEvent started) {
        settings = admin.settings();
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
            admin.read(admin -> admin.describeCluster(TIMEOUT).nodes()).whenComplete((nodes, thrown) -> {
                asking.set(false);
                note(thrown);
            });
        } catch (RuntimeException refused) {
            asking.set(false);
            note(refused);
        }
    }

    /**
     * Why Kafka does not answer, with addresses, for those who run Weir; empty while it answers or nothing is found.
     */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    private void note(Throwable thrown) {
        var before = problem;
        problem = thrown == null ? null : KafkaFailures.ofRead(thrown);
        known = true;
        if (before == null && problem != null) {
            Log.errorf("Kafka at %s does not answer: %s", admin.bootstrapServers(), problem.getMessage());
        } else if (before != null && problem == null) {
            Log.infof("Kafka at %s answers", admin.bootstrapServers());
        }
        if (problem == null) {
            reason = null;
        } else if (diagnosing.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(diagnosisDelay().toMillis(), TimeUnit.MILLISECONDS, DIAGNOSIS)
                    .execute(this::diagnose);
        }
    }

    /** At once when Kafka has just gone. */
    private Duration diagnosisDelay() {
        return reason == null ? Duration.ZERO : DIAGNOSIS_INTERVAL;
    }

    private void diagnose() {
        try {
            var before = reason;
            var found = new ConnectionDiagnosis(settings)
                    .problem()
                    .map(Failure::getMessage)
                    .orElse(null);
            reason = problem == null ? null : found;
            if (reason != null && !reason.equals(before)) {
                Log.errorf("Why Kafka does not answer: %s", reason);
            }
        } catch (KafkaException unfit) {
            Log.errorf("Kafka's clients can do nothing with their settings (kafka.*): %s", RootCause.of(unfit));
        } finally {
            diagnosing.set(false);
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }
}

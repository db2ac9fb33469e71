package dev.weir.kafka;

import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.kafka.diagnosis.RootCause;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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
 * Probes the cluster once a second, so that its availability is known without a request.
 *
 * <p>Reading it is one volatile read. Until the first response the cluster counts as unavailable.
 */
@Singleton
public class ClusterMonitor {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final DescribeClusterOptions TIMEOUT = new DescribeClusterOptions().timeoutMs(1_000);

    /** The interval at which the reason of an outage is determined again. */
    private static final Duration DIAGNOSIS_INTERVAL = Duration.ofSeconds(10);

    private static final Executor DIAGNOSIS = work -> {
        var thread = new Thread(work, "weir-diagnosis");
        thread.setDaemon(true);
        thread.start();
    };

    /** A slow request of a client delays the others of its connection, and must not look like an outage. */
    final KafkaAdmin admin;

    private final Vertx vertx;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean diagnosing = new AtomicBoolean();
    private volatile Failure problem;
    private volatile String reason;

    /** Settings for the diagnosis, whose thread may outlive the beans of the application. */
    private volatile Map<String, Object> settings = Map.of();

    private volatile boolean known;
    private long timer;

    ClusterMonitor(KafkaAdmin admin, Vertx vertx) {
        this.admin = admin.another("weir-monitor");
        this.vertx = vertx;
        this.problem = Failure.unavailable("Kafka has not answered yet");
    }

    void start(@Observes StartupEvent started) {
        settings = admin.settings();
        ask();
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> ask());
    }

    /** Why Kafka is unavailable; empty while it responds. */
    public Optional<Failure> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether the first probe has completed; until then the availability is unknown. */
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

    /** Why Kafka does not respond, with addresses, for operators; empty while it responds or no reason was found. */
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

    /** Zero when Kafka has just become unavailable. */
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
            Log.errorf("Kafka's clients reject their settings (kafka.*): %s", RootCause.of(unfit));
        } finally {
            diagnosing.set(false);
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
        admin.close();
    }
}

package dev.weir.produce;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Count;
import dev.weir.produce.admission.CircuitBreaker;
import dev.weir.produce.admission.Permits;
import dev.weir.produce.channel.ProduceConfig;
import dev.weir.reading.Stopwatch;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Drains the records in flight at shutdown: refuses new ones, and waits for the outcomes before the channels close.
 *
 * <p>Readiness is down from the beginning of the shutdown.
 */
@Readiness
@ApplicationScoped
class Drain implements HealthCheck {

    private static final int LAST = 3_000;

    private final CircuitBreaker circuit;
    private final Permits permits;
    private final ProduceConfig config;
    private final Stopwatch sinceShutdown;
    private volatile boolean stopping;
    private long inFlight;

    Drain(CircuitBreaker circuit, Permits permits, ProduceConfig config, Ticker ticker) {
        this.circuit = circuit;
        this.permits = permits;
        this.config = config;
        sinceShutdown = new Stopwatch(ticker);
    }

    /** Runs before the other steps of the shutdown, during which records in flight get their outcome. */
    void refuse(@Observes @Priority(2) ShutdownDelayInitiatedEvent begun) {
        stopping = true;
        circuit.stop();
        inFlight = permits.inFlight();
        sinceShutdown.restart();
    }

    /** Blocks while HTTP is still served: at later events its connections are closed already. */
    void await(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent begun) {
        if (permits.awaitDrained(config.drainTimeout().minus(sinceShutdown.elapsed()))) {
            Log.infof("Sending has ended; %s in flight, with an outcome for each", Count.were(inFlight, "record"));
        } else {
            Log.errorf("Sending ends with %s of unknown outcome", Count.of(permits.inFlight(), "record"));
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sending").status(!stopping).build();
    }
}

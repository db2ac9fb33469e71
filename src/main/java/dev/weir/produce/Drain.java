package dev.weir.produce;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ends sending in order: no new records, then the outcome of every one that is under way, then the channels may close.
 *
 * <p>Not ready from the moment the stop begins.
 */
@Readiness
@ApplicationScoped
class Drain implements HealthCheck {

    private final Circuit circuit;
    private final Permits permits;
    private final ProduceConfig config;
    private volatile boolean stopping;

    Drain(Circuit circuit, Permits permits, ProduceConfig config) {
        this.circuit = circuit;
        this.permits = permits;
        this.config = config;
    }

    /** Runs, and blocks, while HTTP is still served: later events come when its connections are closed already. */
    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        stopping = true;
        circuit.stop();
        long underWay = permits.out();
        if (permits.awaitAll(config.drain())) {
            Log.infof("Sending has ended; %d records were under way and all have their outcome", underWay);
        } else {
            Log.errorf("Sending ends with %d records of unknown outcome", permits.out());
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sending").status(!stopping).build();
    }
}

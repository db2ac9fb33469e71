package dev.weir.channels.push;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows which pushes do not send. It is always up: a receiver that fails is no reason to take Weir out of service. */
@Readiness
@ApplicationScoped
class PushReadiness implements HealthCheck {

    private final Pushes pushes;

    PushReadiness(Pushes pushes) {
        this.pushes = pushes;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("pushes").up();
        pushes.all().forEach(push -> check.withData(push.declaration().name(), push.health()));
        return check.build();
    }
}

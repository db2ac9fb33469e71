package dev.weir.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Weir is ready while Kafka responds; liveness does not depend on it. */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {

    private final KafkaAdmin admin;
    private final ClusterMonitor pulse;

    KafkaReadiness(KafkaAdmin admin, ClusterMonitor pulse) {
        this.admin = admin;
        this.pulse = pulse;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("kafka").withData("bootstrap.servers", admin.bootstrapServers());
        pulse.problem()
                .ifPresent(problem -> check.withData("problem", pulse.reason().orElse(problem.getMessage())));
        return check.status(pulse.problem().isEmpty()).build();
    }
}

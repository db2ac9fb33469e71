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
    private final ClusterMonitor monitor;

    KafkaReadiness(KafkaAdmin admin, ClusterMonitor monitor) {
        this.admin = admin;
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("kafka").withData("bootstrap.servers", admin.bootstrapServers());
        monitor.problem()
                .ifPresent(problem -> check.withData("problem", monitor.reason().orElse(problem.getMessage())));
        return check.status(monitor.problem().isEmpty()).build();
    }
}

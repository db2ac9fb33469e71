package dev.weir.kafka;

import dev.weir.model.Failure;
import jakarta.enterprise.inject.Vetoed;
import java.util.Map;
import java.util.Optional;

/** The monitor of a cluster whose availability does not change. */
@Vetoed
public final class StaticClusterMonitor extends ClusterMonitor {

    private final Failure problem;

    private StaticClusterMonitor(Failure problem) {
        super(KafkaAdmin.to(Map.of()), null);
        this.problem = problem;
    }

    /** A cluster that is available. */
    public static ClusterMonitor available() {
        return new StaticClusterMonitor(null);
    }

    /** A cluster that is unavailable. */
    public static ClusterMonitor unavailable() {
        return new StaticClusterMonitor(Failure.of(Failure.Kind.UNAVAILABLE, "Kafka is gone"));
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public Optional<Failure> problem() {
        return Optional.ofNullable(problem);
    }
}

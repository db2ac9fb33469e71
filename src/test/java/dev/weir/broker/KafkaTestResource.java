package dev.weir.broker;

import dev.weir.testing.Deadlines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;

/**
 * Gives every {@code @QuarkusTest} and {@code @QuarkusIntegrationTest} the broker of the run.
 *
 * <p>On a busy machine a healthy broker may confirm nothing for seconds: there Weir waits longer for it, as the tests
 * do.
 */
@QuarkusTestResource(KafkaTestResource.class)
public class KafkaTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        long second = Deadlines.of(Duration.ofSeconds(1)).toMillis();
        return Map.of(
                "kafka.bootstrap.servers",
                TestBroker.bootstrapServers(),
                "weir.produce.stall-timeout",
                second + "ms",
                "weir.produce.timeout",
                6 * second + "ms",
                "mp.messaging.outgoing.records-all-out.delivery.timeout.ms",
                Long.toString(5 * second));
    }

    /** Does nothing: the next test class, or the next profile, uses the same broker. */
    @Override
    public void stop() {}
}

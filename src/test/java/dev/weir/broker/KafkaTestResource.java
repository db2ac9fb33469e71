package dev.weir.broker;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives every {@code @QuarkusTest} and {@code @QuarkusIntegrationTest} the broker of the run; none has to ask for it. */
@QuarkusTestResource(KafkaTestResource.class)
public class KafkaTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", TestBroker.bootstrapServers());
    }

    /** Does nothing: the next test class, or the next profile, uses the same broker. */
    @Override
    public void stop() {}
}

package dev.weir.broker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A broker with {@code auto.create.topics.enable}, which is Kafka's default. */
public class AutoCreatingKafka implements QuarkusTestResourceLifecycleManager {

    private BrokerProcess broker;

    @Override
    public Map<String, String> start() {
        broker = TestBroker.another("auto-creating", Map.of("auto.create.topics.enable", "true"));
        broker.start();
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    @Override
    public void stop() {
        broker.kill();
    }
}

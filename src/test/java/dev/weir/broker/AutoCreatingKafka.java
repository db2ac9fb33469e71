package dev.weir.broker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A broker that makes every topic that it is asked for, as Kafka's own default has it. */
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

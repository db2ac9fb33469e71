package dev.weir.produce;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Collects the settings of each producer that the connector creates. */
@ApplicationScoped
class ProducersSeen {

    private final Map<String, ProducerConfig> byClientId = new ConcurrentHashMap<>();

    void seen(@Observes Producer<?, ?> producer) throws ReflectiveOperationException {
        Field settings = KafkaProducer.class.getDeclaredField("producerConfig");
        settings.setAccessible(true);
        var config = (ProducerConfig) settings.get(producer);
        byClientId.put(config.getString(ProducerConfig.CLIENT_ID_CONFIG), config);
    }

    /** The settings of the producer whose client id ends with a suffix. */
    ProducerConfig config(String end) {
        return byClientId.entrySet().stream()
                .filter(seen -> seen.getKey().endsWith(end))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No producer " + end + " among " + byClientId.keySet()))
                .getValue();
    }
}

package dev.weir.kafka;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The names of settings that Kafka's clients have. */
public final class ClientSettings {

    private ClientSettings() {}

    /** Of clients of any kind. */
    public static Set<String> names() {
        var names = new HashSet<>(AdminClientConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        return names;
    }
}

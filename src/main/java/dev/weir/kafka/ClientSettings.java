package dev.weir.kafka;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The names of the settings of Kafka's clients. */
public final class ClientSettings {

    private ClientSettings() {}

    /** The settings of producers, consumers and admin clients. */
    public static Set<String> names() {
        var names = new HashSet<>(AdminClientConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        return names;
    }
}

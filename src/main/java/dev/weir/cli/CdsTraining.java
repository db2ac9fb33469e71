package dev.weir.cli;

import dev.weir.cli.connection.ClientDefaults;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Loads the classes that commands use, so that the class archive written by the first command serves all commands.
 *
 * <p>Creates Kafka's clients with an address that they never connect to.
 */
final class CdsTraining {

    private CdsTraining() {}

    static void run(CliConsole console) {
        new CommandTree(console).commandLine().getUsageMessage();
        Map<String, Object> unreachable = new HashMap<>(ClientDefaults.SETTINGS);
        unreachable.put("bootstrap.servers", "127.0.0.1:1");
        try (var admin = KafkaAdmin.to(unreachable)) {
            admin.admin();
        }
        new KafkaProducer<>(unreachable, new ByteArraySerializer(), new ByteArraySerializer()).close(Duration.ZERO);
        new KafkaConsumer<>(unreachable, new ByteArrayDeserializer(), new ByteArrayDeserializer()).close();
    }
}

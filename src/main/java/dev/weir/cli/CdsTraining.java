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
 * Loads what commands need, so that an archive that is made when the first command ends serves all of them.
 *
 * <p>Clients are made, and nobody is asked anything.
 */
final class CdsTraining {

    private CdsTraining() {}

    static void run(CliConsole console) {
        new CommandTree(console).commandLine().getUsageMessage();
        Map<String, Object> nowhere = new HashMap<>(ClientDefaults.SETTINGS);
        nowhere.put("bootstrap.servers", "127.0.0.1:1");
        try (var admin = KafkaAdmin.to(nowhere)) {
            admin.admin();
        }
        new KafkaProducer<>(nowhere, new ByteArraySerializer(), new ByteArraySerializer()).close(Duration.ZERO);
        new KafkaConsumer<>(nowhere, new ByteArrayDeserializer(), new ByteArrayDeserializer()).close();
    }
}

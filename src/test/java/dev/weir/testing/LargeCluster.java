package dev.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates very many topics and consumer groups: {@code many-0} and so on, each group in the topic of its number. */
public final class LargeCluster {

    private static final int AT_ONCE = 500;

    /** Each commit asks for its coordinator by itself, one after the other. */
    private static final int COMMITS_AT_ONCE = 50;

    private static final String TIMEOUT_MILLIS = "300000";

    private static final int RECORDS = 10;

    private LargeCluster() {}

    /** Creates topics of one partition, each of the first with ten records, of which a group has read five. */
    public static void create(String bootstrapServers, int topics, int groups) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                TIMEOUT_MILLIS,
                "delivery.timeout.ms",
                TIMEOUT_MILLIS,
                "max.block.ms",
                TIMEOUT_MILLIS);
        try (var admin = Admin.create(settings)) {
            for (int first = 0; first < topics; first += AT_ONCE) {
                admin.createTopics(IntStream.range(first, Math.min(topics, first + AT_ONCE))
                                .mapToObj(i -> new NewTopic(name(i), Optional.of(1), Optional.empty()))
                                .toList())
                        .all()
                        .get();
            }
            try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int i = 0; i < groups * RECORDS; i++) {
                    var unused = producer.send(new ProducerRecord<>(name(i % groups), ("value " + i).getBytes(UTF_8)));
                }
            }
            for (int first = 0; first < groups; first += COMMITS_AT_ONCE) {
                List<KafkaFuture<Void>> commits = new ArrayList<>();
                for (int i = first; i < Math.min(groups, first + COMMITS_AT_ONCE); i++) {
                    commits.add(admin.alterConsumerGroupOffsets(
                                    name(i), Map.of(new TopicPartition(name(i), 0), new OffsetAndMetadata(RECORDS / 2)))
                            .all());
                }
                KafkaFuture.allOf(commits.toArray(KafkaFuture[]::new)).get();
            }
        }
    }

    /** The name of a topic and of its group. */
    public static String name(int number) {
        return "many-" + number;
    }
}

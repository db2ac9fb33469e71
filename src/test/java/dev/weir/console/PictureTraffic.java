package dev.weir.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Orders, three groups that read them, and dead letters, for pictures of the console. */
final class PictureTraffic implements AutoCloseable {

    static final String TOPIC = "orders";
    static final String DEAD = "orders.dlq";
    static final int PARTITIONS = 6;

    private static final int TICK_MILLIS = 80;
    private static final double RATE = 38;
    private static final double REFUSAL_SECONDS = 12;
    private static final int SLOW_PARTITION = 4;
    private static final List<String> CITIES = List.of("Lyon", "Gent", "Turin", "Porto", "Graz", "Malmö");
    private static final List<String> CAUSES = List.of(
            "connect timeout",
            "total is not a number",
            "connect timeout",
            "connect timeout",
            "no such customer",
            "connect timeout",
            "total is not a number",
            "no such customer",
            "connect timeout");

    /** A group, its members, and the records of a partition that it leaves unread. */
    private record Reader(
            KafkaConsumer<String, String> consumer, int behind, boolean slow, Map<TopicPartition, Long> committed) {}

    private final URI weir;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Double> others;
    private final Random random = new Random(7);
    private final KafkaProducer<String, String> producer;
    private final List<Reader> readers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> ticks;
    private volatile boolean stuck;
    private long last = System.nanoTime();

    /** @param others records a second of other topics, which are sent with Weir */
    PictureTraffic(URI weir, Map<String, Double> others) {
        this.weir = weir;
        this.others = others;
        producer = new KafkaProducer<>(settings(Map.of()), new StringSerializer(), new StringSerializer());
        join("billing", "billing-", 2, 0);
        join("search-index", "indexer-", 3, 1);
        join("audit", "audit-", 2, 60);
        CAUSES.forEach(this::writeDead);
        ticks = clock.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on search-index leaves one partition unread. */
    void stick() {
        stuck = true;
    }

    /** Fails where the traffic has ended. */
    void check() {
        assertThat(ticks.isDone()).as("the traffic has ended").isFalse();
    }

    private static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("bootstrap.servers", TestBroker.bootstrapServers());
        return all;
    }

    private void join(String group, String client, int members, int behind) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        IntStream.range(0, members).forEach(i -> {
            var consumer = new KafkaConsumer<>(
                    settings(Map.of(
                            "group.id",
                            group,
                            "client.id",
                            client + i,
                            "auto.offset.reset",
                            "earliest",
                            "enable.auto.commit",
                            "false")),
                    new StringDeserializer(),
                    new StringDeserializer());
            consumer.subscribe(List.of(TOPIC));
            readers.add(new Reader(consumer, behind, group.equals("search-index"), committed));
        });
    }

    /** Sends what is due since the last call, and lets each group read. */
    private void tick() {
        long now = System.nanoTime();
        double seconds = (now - last) / 1e9;
        last = now;
        double wave = 1 + 0.3 * Math.sin(now / 1e9 / 11) + (Math.sin(now / 1e9 / 23) > 0.96 ? 1.2 : 0);
        for (int i = due(RATE * wave * seconds); i > 0; i--) {
            var key = "c-%05d".formatted(10_000 + random.nextInt(400) * 7);
            send(TOPIC, key, order(key));
        }
        others.forEach((topic, rate) -> {
            int count = due(rate * seconds * (0.6 + 0.8 * random.nextDouble()));
            if (count > 0) {
                post(topic, IntStream.range(0, count).mapToObj(i -> record("")).collect(joining(",")));
            }
        });
        if (random.nextDouble() < seconds / REFUSAL_SECONDS) {
            refuse();
        }
        readers.forEach(this::read);
    }

    private String record(String padding) {
        return "{\"value\":{\"n\":%d,\"text\":\"%s\"}}".formatted(random.nextInt(1_000_000), padding);
    }

    /** Sends with Weir, so that its deliveries have them. */
    private void post(String topic, String records) {
        var request = HttpRequest.newBuilder(weir.resolve("/topics/" + topic))
                .header("Content-Type", "application/vnd.kafka.json.v2+json")
                .POST(BodyPublishers.ofString("{\"records\":[" + records + "]}"))
                .build();
        var unused = http.sendAsync(request, BodyHandlers.discarding());
    }

    /** Sends what Weir does not store, for one of three reasons. */
    private void refuse() {
        switch (random.nextInt(4)) {
            case 0 -> post("invoices", record("x".repeat(1_200_000)));
            case 1 -> post("payments", record("") + "," + "{\"partition\":9,\"value\":1}");
            default -> post("ordres", record(""));
        }
    }

    private int due(double expected) {
        return (int) expected + (random.nextDouble() < expected - (int) expected ? 1 : 0);
    }

    private void send(String topic, String key, String value) {
        var headers = new RecordHeaders();
        if (topic.equals(TOPIC)) {
            headers.add("region", "eu".getBytes(UTF_8))
                    .add("producer", "checkout-7f9c".getBytes(UTF_8))
                    .add(
                            "traceparent",
                            "00-%016x%016x-01"
                                    .formatted(random.nextLong(), random.nextLong())
                                    .getBytes(UTF_8));
        }
        var unused = producer.send(new ProducerRecord<>(topic, null, key, value, headers));
    }

    private String order(String customer) {
        return String.format(
                Locale.ROOT,
                "{\"total\":%.2f,\"currency\":\"EUR\",\"city\":\"%s\",\"orderId\":\"%08x\",\"customer\":\"%s\"}",
                100 + random.nextInt(60_000) / 100.0,
                CITIES.get(random.nextInt(CITIES.size())),
                random.nextInt(),
                customer);
    }

    private void read(Reader reader) {
        var consumer = reader.consumer();
        consumer.poll(Duration.ZERO);
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        for (var partition : consumer.assignment()) {
            if (!(stuck && reader.slow() && partition.partition() == SLOW_PARTITION)) {
                long offset = Math.max(0, consumer.position(partition) - reader.behind());
                // No group moves its offsets back while it begins.
                read.put(partition, new OffsetAndMetadata(reader.committed().merge(partition, offset, Math::max)));
            }
        }
        consumer.commitAsync(read, null);
    }

    private void writeDead(String cause) {
        var key = "c-%05d".formatted(10_000 + random.nextInt(400) * 7);
        var headers = new RecordHeaders()
                .add("dead-letter-topic", TOPIC.getBytes(UTF_8))
                .add("dead-letter-partition", "3".getBytes(UTF_8))
                .add("dead-letter-offset", Integer.toString(random.nextInt(900)).getBytes(UTF_8))
                .add("dead-letter-reason", cause.getBytes(UTF_8))
                .add("region", "eu".getBytes(UTF_8));
        var unused = producer.send(new ProducerRecord<>(DEAD, 0, key, order(key), headers));
    }

    @Override
    public void close() {
        clock.shutdown();
        Deadlines.await("the end of the traffic").until(clock::isTerminated);
        producer.close();
        readers.forEach(reader -> reader.consumer().close());
    }
}

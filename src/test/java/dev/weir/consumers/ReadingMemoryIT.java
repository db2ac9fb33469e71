package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Weir with the heap of its script has as many readers as it takes, and one more, on records of any size. */
class ReadingMemoryIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int STREAMS = 500;
    private static final int LARGEST_BATCH = 12_000_000;

    private static BrokerProcess broker;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger asked = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        broker = TestBroker.another("reading-memory", Map.of("message.max.bytes", Integer.toString(LARGEST_BATCH)));
        broker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"200000, 10, 100", "1000000, 3, 500"})
    void all_that_are_let_in_read_on_and_the_next_is_refused(int size, int records, int most) throws Exception {
        var topic = "large-" + size;
        create(topic, "beside-" + size, "web_log");
        fill(topic, size, records);
        var pool = Executors.newFixedThreadPool(16);
        var done = new AtomicBoolean();
        try (var weir =
                WeirProcess.startScript(Path.of("."), "reading-memory-" + size, broker.bootstrapServers(), Map.of())) {
            var sends = pool.submit(() -> sendUntil(weir, "beside-" + size, done));
            List<String> instances = new ArrayList<>();
            while (instances.size() < most && make(weir, topic, instances)) {
                assertThat(weir.isRunning()).isTrue();
            }
            List<HttpResponse<InputStream>> streams = new ArrayList<>();
            boolean refused = false;
            while (!refused && streams.size() < STREAMS) {
                var stream = follow(weir, topic);
                refused = stream.statusCode() == 429;
                if (!refused) {
                    assertThat(stream.statusCode()).isEqualTo(200);
                    streams.add(stream);
                }
            }
            assertThat(refused)
                    .as("%d instances, %d streams", instances.size(), streams.size())
                    .isTrue();
            assertThat(make(weir, topic, new ArrayList<>())).as("one more").isFalse();

            List<Future<?>> readers = new ArrayList<>();
            for (var stream : streams) {
                readers.add(pool.submit(() -> read(stream.body(), records)));
            }
            for (var instance : instances) {
                readers.add(pool.submit(() -> read(weir, instance, records)));
            }
            for (var reader : readers) {
                reader.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
            done.set(true);

            assertThat(sends.get(60, TimeUnit.SECONDS)).isPositive();
            assertThat(surprises).isEmpty();
            assertThat(weir.isRunning()).isTrue();
            assertThat(weir.log()).doesNotContain("OutOfMemoryError");
            System.out.printf(
                    "Records of %d bytes: %d instances and %d streams, %d MB resident%n",
                    size, instances.size(), streams.size(), weir.residentMegabytes());
        } finally {
            done.set(true);
            end(pool);
        }
    }

    @Test
    void a_record_that_there_is_no_memory_for_is_left_out_and_the_next_one_comes() throws Exception {
        create("huge", "web_log");
        fill("huge", 11_000_000, 1);
        fill("huge", 10, 1);
        try (var weir =
                WeirProcess.startScript(Path.of("."), "reading-memory-huge", broker.bootstrapServers(), Map.of())) {
            var read = http.send(
                    request(weir, "/topics/huge/records?format=binary").build(), BodyHandlers.ofString());

            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body())
                    .contains("\"value\":null", "The value has 11000000 bytes", "\"offset\":1")
                    .hasSizeLessThan(1_000);
            assertThat(weir.log()).doesNotContain("OutOfMemoryError");
        }
    }

    private static void create(String... topics) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            var there = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            var missing = List.of(topics).stream()
                    .filter(topic -> !there.contains(topic))
                    .map(topic -> new NewTopic(topic, 1, (short) 1))
                    .toList();
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void fill(String topic, int size, int records) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", LARGEST_BATCH);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, new byte[size])).get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** False where there is no room for it. */
    private boolean make(WeirProcess weir, String topic, List<String> instances) throws Exception {
        var group = topic + "-" + asked.incrementAndGet();
        var made = post(weir, "/consumers/" + group, "{\"name\":\"i\"}");
        if (made.statusCode() == 429) {
            assertThat(made.body()).contains("There is memory for");
            return false;
        }
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        var address = "/consumers/" + group + "/instances/i";
        assertThat(post(weir, address + "/subscription", "{\"topics\":[\"" + topic + "\"]}")
                        .statusCode())
                .isEqualTo(204);
        instances.add(address);
        return true;
    }

    private HttpResponse<InputStream> follow(WeirProcess weir, String topic) throws Exception {
        return http.send(
                request(weir, "/topics/" + topic + "/records?from=earliest&format=binary")
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
    }

    /** A poll is answered, or told that Kafka is too busy to answer, until all records have come. */
    private Void read(WeirProcess weir, String instance, int records) {
        int[] read = {0};
        await().atMost(TIMEOUT).until(() -> {
            var answer =
                    http.send(request(weir, instance + "/records?timeout=5000").build(), BodyHandlers.ofString());
            note(instance, answer.statusCode());
            read[0] += answer.body().split("\"offset\":", -1).length - 1;
            return read[0] >= records;
        });
        return null;
    }

    private static Void read(InputStream events, int records) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (int read = 0; read < records; ) {
                read += lines.readLine().startsWith("data:") ? 1 : 0;
            }
        }
        return null;
    }

    private int sendUntil(WeirProcess weir, String topic, AtomicBoolean done) throws Exception {
        int sent = 0;
        while (!done.get()) {
            var answer = http.send(
                    request(weir, "/topics/" + topic + "/records")
                            .POST(HttpRequest.BodyPublishers.ofString("v"))
                            .build(),
                    BodyHandlers.discarding());
            note(topic, answer.statusCode());
            sent += answer.statusCode() == 200 ? 1 : 0;
        }
        return sent;
    }

    private void note(String what, int status) {
        if (status != 200 && status != 503 && status != 504) {
            surprises.add(what + ": " + status);
        }
    }

    private HttpResponse<String> post(WeirProcess weir, String address, String body) throws Exception {
        return http.send(
                request(weir, address)
                        .header("Content-Type", "application/vnd.kafka.v2+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(WeirProcess weir, String address) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + weir.port() + address))
                .timeout(TIMEOUT);
    }

    private static void end(ExecutorService pool) throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}

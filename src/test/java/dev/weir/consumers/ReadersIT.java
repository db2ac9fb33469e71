package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readers of a Weir as it is shipped: many at once, without a broker, left alone, and when it stops. */
class ReadersIT {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final int MANY = 200;

    /** Far above what is measured; it finds a send that waits for readers. */
    private static final Duration NOT_HELD_UP = Duration.ofSeconds(1);

    private static BrokerProcess broker;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.another("readers");
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("web_log", 1, (short) 1),
                            new NewTopic("crowd", 2, (short) 1),
                            new NewTopic("beside", 1, (short) 1),
                            new NewTopic("outage", 1, (short) 1),
                            new NewTopic("alone", 1, (short) 1)))
                    .all()
                    .get(Deadlines.inSeconds(10), TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void a_crowd_of_readers_holds_nobody_up_and_leaves_nothing_behind() throws Exception {
        try (var weir =
                WeirProcess.start("readers-crowd", broker.bootstrapServers(), Map.of("weir.reading.memory", "160M"))) {
            send(weir, "beside", "warm", 50);
            double threads = metric(weir, "jvm_threads_live_threads");

            List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
            List<String> instances = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                streams.add(http.sendAsync(
                        get(weir, "/topics/crowd/records?format=text")
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofInputStream()));
                instances.add(subscribed(weir, "crowd-" + i, "crowd"));
            }
            List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
            instances.forEach(instance -> polls.add(poll(weir, instance, 25_000)));
            await().atMost(TIMEOUT).until(() -> metric(weir, "weir_stream_readers") == MANY);
            double threadsOfMany = metric(weir, "jvm_threads_live_threads");
            long residentOfMany = weir.residentMegabytes();

            var took = send(weir, "beside", "v", 300);

            var p99 = took.stream().sorted().skip(297).findFirst().orElseThrow();
            System.out.printf(
                    "%d streams and %d instances: a send beside them p50 %d ms, p99 %d ms; threads %.0f before, %.0f with them; %d MB%n",
                    MANY,
                    MANY,
                    took.stream().sorted().skip(150).findFirst().orElseThrow().toMillis(),
                    p99.toMillis(),
                    threads,
                    threadsOfMany,
                    residentOfMany);
            assertThat(p99).isLessThan(NOT_HELD_UP);

            send(weir, "crowd", "for all", 1);
            for (int i = 0; i < MANY; i++) {
                var stream = streams.get(i)
                        .get(Deadlines.inSeconds(30), TimeUnit.SECONDS)
                        .body();
                var instance = instances.get(i);
                var first = polls.get(i);
                var read = CompletableFuture.supplyAsync(() -> readUntil(stream, "for all"));
                assertThat(read.get(Deadlines.inSeconds(60), TimeUnit.SECONDS)).isTrue();
                assertThat(first.get(Deadlines.inSeconds(30), TimeUnit.SECONDS).statusCode())
                        .isEqualTo(200);
                if (!first.get().body().contains("for all")) {
                    await().atMost(TIMEOUT)
                            .until(
                                    () -> poll(weir, instance, 5_000)
                                            .get(Deadlines.inSeconds(30), TimeUnit.SECONDS)
                                            .body(),
                                    text -> text.contains("for all"));
                }
                stream.close();
                delete(weir, instance);
            }

            await().atMost(TIMEOUT)
                    .until(() ->
                            metric(weir, "weir_stream_readers") == 0 && metric(weir, "weir_consumer_instances") == 0);
            await().atMost(TIMEOUT).until(() -> metric(weir, "jvm_threads_live_threads") <= threads + 30);
        }
    }

    @Test
    void a_poll_says_when_all_brokers_are_gone_and_goes_on_when_they_are_back() throws Exception {
        try (var weir = WeirProcess.start("readers-outage", broker.bootstrapServers(), Map.of())) {
            send(weir, "outage", "before", 1);
            var instance = subscribed(weir, "outage-group", "outage");
            await().atMost(TIMEOUT)
                    .until(() -> poll(weir, instance, 1_000).get().body().contains("before"));

            broker.stop();
            await().atMost(TIMEOUT)
                    .until(() -> poll(weir, instance, 1_000).get().statusCode() == 503);
            assertThat(http.send(get(weir, "/topics/outage/records").build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(503);
            broker.start();

            await().atMost(TIMEOUT).until(() -> status(weir, "outage", "after") == 200);
            List<String> read = new ArrayList<>();
            await().atMost(TIMEOUT).until(() -> {
                var answer = poll(weir, instance, 1_000).get();
                if (answer.statusCode() == 200) {
                    read.add(answer.body());
                }
                return answer.body().contains("\"value\":\"after\"");
            });
            assertThat(String.join("", read).split("\"value\":\"after\"", -1)).hasSize(2);
        }
    }

    @Test
    void who_is_left_alone_is_closed_and_a_stop_lets_all_go() throws Exception {
        var settings = Map.of("weir.consumers.idle-timeout", "3s");
        try (var weir = WeirProcess.start("readers-stop", broker.bootstrapServers(), settings);
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            var leftAlone = subscribed(weir, "left-alone", "alone");
            send(weir, "alone", "v", 1);
            await().atMost(TIMEOUT)
                    .until(() -> poll(weir, leftAlone, 1_000).get().body().contains("\"v\""));
            await().atMost(TIMEOUT).until(() -> metric(weir, "weir_consumer_instances") == 0);
            assertThat(poll(weir, leftAlone, 0).get().statusCode()).isEqualTo(404);
            await().atMost(TIMEOUT).until(() -> members(admin, "left-alone") == 0);
            // It was given the record, and nobody knows whether it has done anything with it.
            assertThat(admin.listConsumerGroupOffsets("left-alone")
                            .partitionsToOffsetAndMetadata()
                            .get(Deadlines.inSeconds(10), TimeUnit.SECONDS))
                    .isEmpty();

            var stays = subscribed(weir, "stays", "beside");
            var waiting = poll(weir, stays, 25_000);
            var events = http.sendAsync(
                            get(weir, "/topics/beside/records")
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .get(Deadlines.inSeconds(30), TimeUnit.SECONDS)
                    .body();
            await().atMost(TIMEOUT)
                    .until(() -> metric(weir, "weir_consumer_polls_waiting") == 1 && members(admin, "stays") == 1);

            weir.terminate();

            assertThat(waiting.get(Deadlines.inSeconds(30), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
            assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("retry: 1000");
            assertThat(weir.endsWithin(Deadlines.seconds(20))).isTrue();
            assertThat(members(admin, "stays")).isZero();
            assertThat(weir.log()).doesNotContain("have not left their groups", "did not end in time");
        }
    }

    private static boolean readUntil(InputStream stream, String words) {
        // Not closed: whoever has opened the stream does that.
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        return lines.lines().anyMatch(line -> line.contains(words));
    }

    private static int members(Admin admin, String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get(Deadlines.inSeconds(10), TimeUnit.SECONDS)
                .members()
                .size();
    }

    private String subscribed(WeirProcess weir, String group, String topic) throws Exception {
        var made = post(weir, "/consumers/" + group, "{\"name\":\"i\",\"format\":\"text\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        var address = "/consumers/" + group + "/instances/i";
        assertThat(post(weir, address + "/subscription", "{\"topics\":[\"" + topic + "\"]}")
                        .statusCode())
                .isEqualTo(204);
        return address;
    }

    private CompletableFuture<HttpResponse<String>> poll(WeirProcess weir, String instance, int millis) {
        return http.sendAsync(get(weir, instance + "/records?timeout=" + millis).build(), BodyHandlers.ofString());
    }

    private void delete(WeirProcess weir, String instance) throws Exception {
        var answer = http.send(request(weir, instance).DELETE().build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> post(WeirProcess weir, String address, String body) throws Exception {
        return http.send(
                request(weir, address)
                        .header("Content-Type", "application/vnd.kafka.v2+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private int status(WeirProcess weir, String topic, String value) throws Exception {
        return http.send(
                        request(weir, "/topics/" + topic + "/records?partition=0")
                                .POST(HttpRequest.BodyPublishers.ofString(value))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private List<Duration> send(WeirProcess weir, String topic, String value, int times) throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();
            assertThat(status(weir, topic, value)).isEqualTo(200);
            took.add(Duration.ofNanos(System.nanoTime() - started));
        }
        return took;
    }

    private double metric(WeirProcess weir, String name) throws Exception {
        var scraped = http.send(get(weir, "/q/metrics").build(), BodyHandlers.ofString())
                .body();
        var line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(scraped);
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static HttpRequest.Builder get(WeirProcess weir, String address) {
        return request(weir, address).GET();
    }

    private static HttpRequest.Builder request(WeirProcess weir, String address) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + weir.port() + address))
                .timeout(Deadlines.seconds(60));
    }
}

package dev.weir.stream;

import static dev.weir.testing.EventStream.field;
import static dev.weir.testing.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import dev.weir.testing.Gauges;
import dev.weir.testing.LineStream;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Followers of one topic, which share the consumer that reads its end. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class SharedTailTest {

    private static final Optional<String> NEW_HERE = Optional.empty();
    private static final String LAST = "last";

    @TestHTTPResource
    URI server;

    @Test
    void followers_at_the_end_have_one_consumer_which_ends_with_the_last_of_them(TestTopic topic) throws IOException {
        var before = Gauges.value("weir_stream_tails");
        List<EventStream> followers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            followers.add(events(topic, "", NEW_HERE));
        }
        assertThat(Gauges.value("weir_stream_tails")).isEqualTo(before + 1);

        send(topic, 0, "a", "b");
        for (var follower : followers) {
            assertThat(value(follower.nextWithData())).isEqualTo("a");
            var second = follower.nextWithData();
            assertThat(value(second)).isEqualTo("b");
            assertThat(field(second, "id")).isEqualTo("0:2");
        }

        followers.forEach(EventStream::close);
        Deadlines.await("the tail to end").until(() -> Gauges.value("weir_stream_tails") <= before);
    }

    /** Each reader joins where it is, leaves after a while, and comes back with the id of its last event. */
    @Test
    void readers_that_come_and_go_while_records_arrive_have_each_once_and_in_order(@Partitions(3) TestTopic topic)
            throws Exception {
        var sent = new AtomicInteger();
        var sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                int next = sent.getAndIncrement();
                send(topic, next % 3, "r" + next);
            }
            IntStream.range(0, 3).forEach(partition -> send(topic, partition, LAST));
        });
        List<CompletableFuture<List<List<String>>>> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int steps = 5 + 17 * i;
            readers.add(CompletableFuture.supplyAsync(() -> read(topic, steps), task -> new Thread(task).start()));
        }

        sending.get(Deadlines.inSeconds(60), TimeUnit.SECONDS);
        for (var reader : readers) {
            var partitions = reader.get(Deadlines.inSeconds(60), TimeUnit.SECONDS);
            for (int partition = 0; partition < 3; partition++) {
                int first = partition;
                var expected = IntStream.range(0, 100)
                        .mapToObj(i -> "r" + (3 * i + first))
                        .collect(Collectors.toCollection(ArrayList::new));
                expected.add(LAST);
                assertThat(partitions.get(partition)).isEqualTo(expected);
            }
        }
    }

    @Test
    void filters_formats_and_framings_of_followers_differ(TestTopic topic) throws IOException {
        try (var all = events(topic, "?format=text", NEW_HERE);
                var some = events(topic, "?where=value%20%3D%3D%20%22b%22", NEW_HERE);
                var same = events(topic, "?where=value%20%3D%3D%20%22b%22", NEW_HERE);
                var binary = events(topic, "?format=binary", NEW_HERE);
                var lines = new LineStream(server, "/topics/" + topic + "/records?follow=true&format=text");
                var two = new LineStream(server, "/topics/" + topic + "/records?follow=true&format=text&limit=2")) {
            send(topic, 0, "a", "b", "c");

            assertThat(values(all, 3)).containsExactly("\\\"a\\\"", "\\\"b\\\"", "\\\"c\\\"");
            for (var filtered : List.of(some, same)) {
                var event = filtered.nextWithData();
                assertThat(value(event)).isEqualTo("b");
                assertThat(field(event, "id")).isEqualTo("0:2");
            }
            assertThat(values(binary, 1)).containsExactly("ImEi");
            assertThat(lines.next()).contains("\"offset\":0");
            assertThat(two.next()).contains("\"offset\":0");
            assertThat(two.next()).contains("\"offset\":1");
            assertThat(two.next()).isNull();
        }
    }

    /** Far more is sent than connections buffer and a tail keeps. */
    @Test
    void a_client_that_does_not_read_delays_no_other_and_misses_nothing(TestTopic topic) throws IOException {
        int count = 2_000;
        var value = "x".repeat(10_000);
        try (var sleeper = sleeper("/topics/" + topic + "/records");
                var follower = events(topic, "", NEW_HERE)) {
            assertThat(field(follower.next(), "id")).isEqualTo("0:0");
            for (int i = 0; i < count; i += 20) {
                send(
                        topic,
                        0,
                        IntStream.range(i, i + 20).mapToObj(n -> n + value).toArray(String[]::new));
                for (int n = i; n < i + 20; n++) {
                    assertThat(value(follower.nextWithData())).isEqualTo(n + value);
                }
            }

            var in = new BufferedReader(new InputStreamReader(sleeper.getInputStream(), StandardCharsets.US_ASCII));
            int next = 0;
            while (next < count) {
                var line = in.readLine();
                int offset = line.indexOf("\"offset\":");
                if (offset >= 0) {
                    assertThat(line.substring(offset)).startsWith("\"offset\":" + next + ",");
                    next++;
                }
            }
        }
    }

    @Test
    void a_record_larger_than_what_a_tail_keeps_reaches_all(TestTopic topic) throws IOException {
        try (var one = events(topic, "", NEW_HERE);
                var other = events(topic, "", NEW_HERE)) {
            var large = "x".repeat(900_000);
            send(topic, 0, "a", large);
            send(topic, 0, "b");

            for (var follower : List.of(one, other)) {
                assertThat(values(follower, 3)).containsExactly("a", large, "b");
            }
        }
    }

    private List<List<String>> read(TestTopic topic, int steps) {
        var seen = List.<List<String>>of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var last = NEW_HERE;
        while (seen.stream()
                .anyMatch(values ->
                        values.isEmpty() || !values.get(values.size() - 1).equals(LAST))) {
            try (var events = events(topic, "?from=earliest", last)) {
                for (int i = 0; i < steps && seen.stream().anyMatch(values -> !values.contains(LAST)); i++) {
                    var event = events.nextWithData();
                    int partition = Integer.parseInt(field(event, "data").replaceAll(".*\"partition\":(\\d+).*", "$1"));
                    seen.get(partition).add(value(event));
                    last = Optional.of(field(event, "id"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seen;
    }

    private Socket sleeper(String address) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(Deadlines.inMillis(20_000));
        socket.getOutputStream()
                .write(("GET " + address + " HTTP/1.1\r\nHost: weir\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        // The beginning of the response: the client follows from here on.
        assertThat(socket.getInputStream().readNBytes(15))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("HTTP/1.1 200 OK");
        return socket;
    }

    private EventStream events(TestTopic topic, String query, Optional<String> lastEventId) throws IOException {
        return new EventStream(server, "/topics/" + topic + "/records" + query, lastEventId);
    }

    private static List<String> values(EventStream events, int count) throws IOException {
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            values.add(value(events.nextWithData()));
        }
        return values;
    }

    private static String value(List<String> event) {
        return field(event, "data").replaceAll(".*\"value\":\"(.*?)\",\"partition.*", "$1");
    }
}

package dev.weir.produce.ndjson;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.broker.TestBroker;
import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class NdjsonRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LINE_LENGTH = 2 * 1_048_576;

    @TestHTTPResource
    URI server;

    @Test
    void the_response_has_a_line_for_each_record_in_order(TestTopic topic) {
        var answers = post(topic, "", "{\"value\":1}\n{\"value\":2}\n{\"value\":3}\n");

        assertThat(answers)
                .containsExactly(
                        "{\"partition\":0,\"offset\":0}",
                        "{\"partition\":0,\"offset\":1}",
                        "{\"partition\":0,\"offset\":2}");
        assertThat(topic.values()).containsExactly("1", "2", "3");
    }

    @Test
    void response_lines_repeat_the_ids_unchanged(TestTopic topic) {
        var answers = post(topic, "", """
                {"id":"a \\"b\\"","value":1}
                {"id":7,"value":1}
                {"value":1}
                {"value":1,"id":12345678901234567890}
                """);

        assertThat(answers)
                .containsExactly(
                        "{\"id\":\"a \\\"b\\\"\",\"partition\":0,\"offset\":0}",
                        "{\"id\":7,\"partition\":0,\"offset\":1}",
                        "{\"partition\":0,\"offset\":2}",
                        "{\"id\":12345678901234567890,\"partition\":0,\"offset\":3}");
    }

    @Test
    void an_invalid_line_gets_an_error_line_and_the_others_are_sent(TestTopic topic) throws IOException {
        var answers = post(topic, "", """
                {"id":1,"value":"before"}
                {"id":2,"valu":"x"}
                this is not JSON
                {"id":4}
                {"id":5,"value":"x","partition":-1}
                {"id":6,"value":"x","partition":99}
                [1]
                {"id":8,"value":"after"}
                """);

        assertThat(statuses(answers)).containsExactly(200, 400, 400, 400, 400, 404, 400, 200);
        assertThat(JSON.readTree(answers.get(1)).get("id").asInt()).isEqualTo(2);
        assertThat(answers.get(1)).contains("$.valu");
        assertThat(answers.get(5)).contains("has no partition 99");
        assertThat(topic.values()).containsExactly("\"before\"", "\"after\"");
    }

    @Test
    void a_stream_of_invalid_lines_has_a_complete_response(TestTopic topic) throws IOException {
        assertThat(statuses(post(topic, "", "x\ny\n"))).containsExactly(400, 400);
    }

    @Test
    void an_empty_body_has_an_empty_response(TestTopic topic) {
        assertThat(post(topic, "", "")).isEmpty();
    }

    @Test
    void blank_lines_are_skipped(TestTopic topic) {
        assertThat(post(topic, "", "\n\n{\"value\":1}\n\n")).hasSize(1);
    }

    @Test
    void lines_may_end_with_crlf_and_the_last_without_a_line_end(TestTopic topic) {
        post(topic, "", "{\"value\":1}\r\n\r\n{\"value\":2}");

        assertThat(topic.values()).containsExactly("1", "2");
    }

    @Test
    void a_line_that_is_too_long_gets_an_error_line_and_the_others_are_sent(TestTopic topic) throws IOException {
        var tooLong = "{\"value\":\"" + "x".repeat(MAX_LINE_LENGTH) + "\"}\n";

        var answers = post(topic, "", "{\"value\":1}\n" + tooLong + "{\"value\":2}\n");

        assertThat(statuses(answers)).containsExactly(200, 413, 200);
        assertThat(answers.get(1)).contains("weir.http.max-body-size");
        assertThat(topic.values()).containsExactly("1", "2");
    }

    @Test
    void a_body_over_the_limit_of_whole_bodies_is_read(TestTopic topic) {
        var line = "{\"value\":\"" + "x".repeat(500_000) + "\"}\n";

        var answers = post(topic, "", line.repeat(6));

        assertThat(answers).hasSize(6).allMatch(answer -> answer.contains("offset"));
    }

    @Test
    void an_unknown_topic_is_404_before_the_first_line() throws IOException {
        try (var exchange = new LineExchange(server, "/topics/NdjsonRouteTest.unknown/records")) {
            assertThat(exchange.status()).isEqualTo(404);
        }
    }

    @Test
    void an_unknown_topic_has_the_error_body() {
        sending(MediaTypes.NDJSON, "{\"value\":1}\n")
                .post("/topics/NdjsonRouteTest.unknown/records")
                .then()
                .statusCode(404)
                .contentType(MediaTypes.CONTROL)
                .body("error_code", equalTo(404))
                .body("message", containsString("NdjsonRouteTest.unknown"));
    }

    @Test
    void internal_topics_are_not_writable() {
        sending(MediaTypes.NDJSON, "{\"value\":1}\n")
                .post("/topics/__consumer_offsets/records")
                .then()
                .statusCode(403)
                .body("error_code", equalTo(403));
    }

    @ParameterizedTest
    @CsvSource({
        "acks=2, 'acks is all, leader or none'",
        "partitioner=best, partitioner is one of",
        "format=xml, 'format is json, binary or text'",
        "key=k, 'known are acks, format, partitioner'",
        "bootstrap.servers=evil:9092, 'bootstrap.servers'"
    })
    void invalid_parameters_are_400(String query, String reason) {
        sending(MediaTypes.NDJSON, "{\"value\":1}\n")
                .post("/topics/NdjsonRouteTest.unknown/records?" + query)
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400))
                .body("message", containsString(reason));
    }

    @Test
    void format_text_reads_strings(TestTopic topic) throws IOException {
        var answers = post(topic, "?format=text", "{\"value\":\"plain\"}\n{\"value\":1}\n{\"value\":null}\n");

        assertThat(statuses(answers)).containsExactly(200, 422, 200);
        assertThat(topic.values()).containsExactly("plain", null);
    }

    @Test
    void format_binary_reads_base64(TestTopic topic) throws IOException {
        var answers = post(topic, "?format=binary", "{\"value\":\"AP8=\"}\n{\"value\":\"AP8\"}\n");

        assertThat(statuses(answers)).element(0).isEqualTo(200);
        assertThat(statuses(answers).get(1)).isBetween(400, 422);
        assertThat(topic.record().value()).isEqualTo(new byte[] {0, -1});
    }

    @Test
    void format_json_reads_any_value_byte_for_byte(TestTopic topic) {
        post(topic, "?format=json", "{\"value\": {\"b\" : 1.50,\"a\":[ ]} }\n");

        assertThat(topic.values()).containsExactly("{\"b\" : 1.50,\"a\":[ ]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson;charset=utf-8", "Application/X-NDJSON", "application/x-ndjson ; a=b"})
    void the_content_type_may_have_parameters(String contentType, TestTopic topic) {
        sending(contentType, "{\"value\":1}\n{\"value\":2}\n")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);

        assertThat(topic.values()).hasSize(2);
    }

    @Test
    void offsets_are_null_with_acks_none(TestTopic topic) {
        assertThat(post(topic, "?acks=none", "{\"value\":1}\n")).containsExactly("{\"partition\":0,\"offset\":null}");
    }

    @Test
    void response_lines_arrive_while_the_request_is_being_sent(TestTopic topic) throws IOException {
        try (var exchange = new LineExchange(server, "/topics/" + topic + "/records")) {
            exchange.send("{\"value\":1}\n");
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.line()).isEqualTo("{\"partition\":0,\"offset\":0}");

            exchange.send("{\"value\":");
            exchange.send("2}\n");
            assertThat(exchange.line()).isEqualTo("{\"partition\":0,\"offset\":1}");

            exchange.end();
            assertThat(exchange.line()).isNull();
        }
    }

    @Test
    void a_hundred_thousand_lines_are_stored_in_order(@Partitions(4) TestTopic topic) throws Exception {
        int count = 100_000;
        int keys = 10;
        List<JsonNode> answers = new ArrayList<>(count);
        try (var exchange = new LineExchange(server, "/topics/" + topic + "/records")) {
            var sent = CompletableFuture.runAsync(() -> sendNumbers(exchange, count, keys));
            assertThat(exchange.status()).isEqualTo(200);
            for (var line = exchange.line(); line != null; line = exchange.line()) {
                answers.add(JSON.readTree(line));
            }
            assertThat(sent).succeedsWithin(Deadlines.inSeconds(10), TimeUnit.SECONDS);
        }

        assertThat(answers).hasSize(count);
        Map<String, Long> last = new HashMap<>();
        var stored = stored(topic, count);
        assertThat(stored).hasSize(count);
        for (var record : stored) {
            long number = Long.parseLong(new String(record.value(), StandardCharsets.UTF_8));
            var answer = answers.get((int) number);
            assertThat(answer.get("id").asLong()).isEqualTo(number);
            assertThat(answer.get("partition").asInt()).isEqualTo(record.partition());
            assertThat(answer.get("offset").asLong()).isEqualTo(record.offset());
            var before = last.put(new String(record.key(), StandardCharsets.UTF_8), number);
            assertThat(before == null ? number % keys : before + keys).isEqualTo(number);
        }
    }

    @Test
    void a_client_that_does_not_read_its_response_does_not_delay_others(TestTopic topic) throws IOException {
        var lines = ("{\"id\":\"" + "i".repeat(1_000) + "\",\"value\":null}\n").repeat(100);
        var chunk = ByteBuffer.wrap(
                (Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
        try (var deaf = SocketChannel.open()) {
            deaf.setOption(StandardSocketOptions.SO_RCVBUF, 8_192);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
            deaf.write(ByteBuffer.wrap(("POST /topics/" + topic + "/records HTTP/1.1\r\nHost: weir\r\n"
                            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            deaf.configureBlocking(false);
            var taken = new AtomicLong();
            await().atMost(Deadlines.seconds(40))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        long before = taken.get();
                        while (taken.get() - before < 64_000_000) {
                            int written = deaf.write(chunk);
                            if (written == 0) {
                                break;
                            }
                            taken.addAndGet(written);
                            if (!chunk.hasRemaining()) {
                                chunk.rewind();
                            }
                        }
                        return taken.get() == before;
                    });

            // 10,000 records in flight, and the buffers of the sockets.
            assertThat(taken.get()).isLessThan(48_000_000);
            sending("text/plain", "v")
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
    }

    private static void sendNumbers(LineExchange exchange, int count, int keys) {
        try {
            var lines = new StringBuilder();
            for (int i = 0; i < count; i++) {
                lines.append("{\"id\":%d,\"key\":%d,\"value\":%d}\n".formatted(i, i % keys, i));
                if (lines.length() > 20_000) {
                    exchange.send(lines.toString());
                    lines.setLength(0);
                }
            }
            if (!lines.isEmpty()) {
                exchange.send(lines.toString());
            }
            exchange.end();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All records of the topic, read by Kafka's own consumer, which is faster with this many. */
    private static List<ConsumerRecord<byte[], byte[]>> stored(TestTopic topic, int atLeast) {
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(atLeast);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            // Each poll waits up to its timeout and returns 500 records.
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Deadlines.seconds(40))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                        return partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each));
                    });
        }
        return records;
    }

    private static List<String> post(TestTopic topic, String query, String body) {
        return sending(MediaTypes.NDJSON, body)
                .post("/topics/" + topic + "/records" + query)
                .then()
                .statusCode(200)
                .contentType(MediaTypes.NDJSON)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    /** The status of a line; 200 for a stored record. */
    private static List<Integer> statuses(List<String> answers) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (var answer : answers) {
            statuses.add(JSON.readTree(answer).path("error_code").asInt(200));
        }
        return statuses;
    }
}

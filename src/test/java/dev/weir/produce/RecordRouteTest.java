package dev.weir.produce;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class RecordRouteTest {

    private static final int MAX_RECORD_BYTES = 1_048_576;
    private static final int MAX_BODY_BYTES = 2 * 1_048_576;

    @TestHTTPResource
    URI server;

    @Test
    void the_body_is_stored_byte_for_byte(TestTopic topic) {
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        sending("application/octet-stream")
                .body(bytes)
                .post(records(topic))
                .then()
                .statusCode(200);

        assertThat(topic.record().value()).isEqualTo(bytes);
    }

    @Test
    void the_response_has_topic_partition_and_offset(@Partitions(3) TestTopic topic) {
        sending("text/plain").body("first").queryParam("partition", 2).post(records(topic));

        sending("text/plain")
                .body("second")
                .queryParam("partition", 2)
                .post(records(topic))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("topic", equalTo(topic.name()))
                .body("partition", equalTo(2))
                .body("offset", equalTo(1));
    }

    @Test
    void a_key_is_stored_as_utf_8(TestTopic topic) {
        sending("text/plain")
                .body("v")
                .queryParam("key", "用户-é")
                .post(records(topic))
                .then()
                .statusCode(200);

        assertThat(topic.record().key()).asString(StandardCharsets.UTF_8).isEqualTo("用户-é");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            %ff%01,      ff01
            %fe%01,      fe01
            %80,         80
            %00,         00
            %ED%A0%80,   eda080
            %C0%80,      c080
            a+b%2Bc%20d, 6120622b632064
            a;b,         613b62
            a=b,         613d62
            %E9%F0%28,   e9f028
            """)
    void a_percent_encoded_key_is_stored_byte_for_byte(String encoded, String hex, TestTopic topic) {
        var answer = new RawHttp(server).post(records(topic) + "?acks=all&key=" + encoded, "text/plain", "v");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.record().key()).isEqualTo(HexFormat.of().parseHex(hex));
    }

    @Test
    void an_empty_key_is_not_a_missing_key(TestTopic topic) {
        assertThat(new RawHttp(server)
                        .post(records(topic) + "?key=", "text/plain", "v")
                        .status())
                .isEqualTo(200);

        assertThat(topic.record().key()).isEmpty();
    }

    @Test
    void a_header_with_an_empty_name_is_stored(TestTopic topic) {
        var answer = new RawHttp(server)
                .send("POST " + records(topic), List.of("Kafka-Header-: x", "Content-Length: 1"), "v");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.record().headers().toArray()).singleElement().satisfies(header -> {
            assertThat(header.key()).isEmpty();
            assertThat(header.value()).asString().isEqualTo("x");
        });
    }

    @Test
    void a_record_without_a_key_has_none(TestTopic topic) {
        sending("text/plain").body("v").post(records(topic)).then().statusCode(200);

        assertThat(topic.record().key()).isNull();
    }

    @Test
    void a_timestamp_is_stored_and_in_the_response(TestTopic topic) {
        sending("text/plain")
                .body("v")
                .queryParam("timestamp", 1_700_000_000_123L)
                .post(records(topic))
                .then()
                .statusCode(200)
                .body("timestamp", equalTo(1_700_000_000_123L));

        assertThat(topic.record().timestamp()).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void a_record_without_a_timestamp_gets_the_time_of_arrival(TestTopic topic) {
        long before = System.currentTimeMillis();

        sending("text/plain").body("v").post(records(topic)).then().statusCode(200);

        assertThat(topic.record().timestamp()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void http_headers_with_the_prefix_become_record_headers_in_order(TestTopic topic) {
        var answer = raw(
                topic,
                List.of(
                        "Content-Length: 1",
                        "Kafka-Header-zoo: 1",
                        "Kafka-Header-Ant: 2",
                        "X-Other: 3",
                        "Kafka-Header-zoo: 4"),
                "v");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.record().headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("zoo=1", "Ant=2", "zoo=4");
    }

    @Test
    void header_values_are_stored_byte_for_byte(TestTopic topic) {
        var answer = raw(topic, List.of("Content-Length: 1", "Kafka-Header-text: é日€"), "v");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.record().headers().lastHeader("text").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("é日€");
    }

    @Test
    void header_values_may_be_any_bytes(TestTopic topic) {
        var request = RawHttp.request(
                "POST " + records(topic), List.of("Content-Length: 1", "Kafka-Header-bytes: \u0080\u00ff\u00c3"), "v");

        var answer = new RawHttp(server).send(request.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.record().headers().lastHeader("bytes").value()).containsExactly(0x80, 0xff, 0xc3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "-1", "leader", "1"})
    void the_response_has_an_offset_with_acks_all_or_leader(String acks, TestTopic topic) {
        sending("text/plain")
                .body("v")
                .queryParam("acks", acks)
                .post(records(topic))
                .then()
                .statusCode(200)
                .body("offset", equalTo(0));

        assertThat(topic.values()).containsExactly("v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "0"})
    void the_response_has_no_offset_with_acks_none(String acks, TestTopic topic) {
        sending("text/plain")
                .body("v")
                .queryParam("acks", acks)
                .post(records(topic))
                .then()
                .statusCode(200)
                .body("topic", equalTo(topic.name()))
                .body("partition", equalTo(0))
                .body("offset", nullValue());

        Deadlines.await("the record in the topic")
                .untilAsserted(() -> assertThat(topic.values()).containsExactly("v"));
    }

    @Test
    void an_empty_body_is_an_empty_value_and_no_tombstone(TestTopic topic) {
        sending("text/plain").post(records(topic)).then().statusCode(200);

        assertThat(topic.record().value()).isNotNull().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/json",
                "application/json; charset=utf-8",
                "application/vnd.kafka.json.v2+json",
                "text/plain; charset=iso-8859-1",
                "text/html",
                "application/xml",
                "multipart/form-data; boundary=x",
                "image/png"
            })
    void a_body_of_any_content_type_is_stored_as_bytes(String contentType, TestTopic topic) {
        var body = "a=1&b=%20é { not \"json\" \r\n--x";

        var answer = new RawHttp(server).post(records(topic), contentType, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.values()).containsExactly(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json", "text/html;q=0.9, */*;q=0.1"})
    void an_accept_that_covers_json_gets_json(String accept, TestTopic topic) {
        sending("text/plain")
                .header("Accept", accept)
                .body("v")
                .post(records(topic))
                .then()
                .statusCode(200)
                .body("offset", equalTo(0));
    }

    @Test
    void a_content_type_is_not_required(TestTopic topic) {
        var answer = raw(topic, List.of("Content-Length: 5"), "hello");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.values()).containsExactly("hello");
    }

    @Test
    void a_chunked_body_is_stored(TestTopic topic) {
        var answer = raw(topic, List.of("Transfer-Encoding: chunked"), chunks("hel", "lo"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(topic.values()).containsExactly("hello");
    }

    @Test
    void a_trailing_slash_is_ignored(TestTopic topic) {
        sending("text/plain").body("v").post(records(topic) + "/").then().statusCode(200);

        assertThat(topic.values()).containsExactly("v");
    }

    @Test
    void an_unknown_topic_is_404_and_does_not_delay_other_records(TestTopic topic) {
        var unknown = "/topics/" + topic + "-unknown/records";

        sending("text/plain")
                .body("v")
                .post(unknown)
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", containsString(topic + "-unknown"));

        sending("text/plain").body("v").post(records(topic)).then().statusCode(200);
        assertThat(topic.values()).containsExactly("v");
    }

    @Test
    void a_new_topic_is_found_soon_after_its_creation(TestTopic topic) {
        var later = topic + "-later";
        sending("text/plain")
                .body("v")
                .post("/topics/" + later + "/records")
                .then()
                .statusCode(404);

        TestTopic.create(later, 1);

        Deadlines.await("the topic that was made later").untilAsserted(() -> sending("text/plain")
                .body("v")
                .post("/topics/" + later + "/records")
                .then()
                .statusCode(200));
    }

    @Test
    void an_unknown_partition_is_404(@Partitions(2) TestTopic topic) {
        sending("text/plain")
                .body("v")
                .queryParam("partition", 2)
                .post(records(topic))
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", allOf(containsString("no partition 2"), containsString("last is 1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "%2E%2E",
                ".%2e",
                ".",
                "%2e",
                "a%2Fb",
                "a%2fb",
                "%00",
                "a%00b",
                "a%20b",
                "a+b",
                "%E6%97%A5",
                "a:b",
                "a%0Ab"
            })
    void an_invalid_topic_name_is_400(String name) {
        var answer = new RawHttp(server).post("/topics/" + name + "/records", "text/plain", "v");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error_code\":400,").contains("topic");
    }

    @Test
    void a_topic_name_of_250_characters_is_400() {
        sending("text/plain")
                .body("v")
                .post("/topics/" + "x".repeat(250) + "/records")
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400));
    }

    @Test
    void internal_topics_are_not_writable() {
        sending("text/plain")
                .body("v")
                .post("/topics/__consumer_offsets/records")
                .then()
                .statusCode(403)
                .body("error_code", equalTo(403));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            acks,        2
            acks,        ALL
            partition,   -1
            partition,   1.5
            partition,   x
            partition,   2147483648
            timestamp,   -1
            timestamp,   253402300800000
            timestamp,   9223372036854775808
            timestamp,   yesterday
            partitioner, modulo
            """)
    void an_invalid_parameter_is_400(String name, String value, TestTopic topic) {
        sending("text/plain")
                .body("v")
                .queryParam(name, value)
                .post(records(topic))
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400));

        assertThat(topic.values()).isEmpty();
    }

    @Test
    void a_record_of_the_largest_size_is_stored(TestTopic topic) {
        // Kafka adds fewer than 100 bytes to a record.
        sending("text/plain")
                .body("x".repeat(MAX_RECORD_BYTES - 100))
                .post(records(topic))
                .then()
                .statusCode(200);

        assertThat(topic.record().value()).hasSize(MAX_RECORD_BYTES - 100).containsOnly('x');
    }

    @Test
    void a_record_over_the_limit_is_413_with_the_limit(TestTopic topic) {
        sending("text/plain")
                .body("x".repeat(MAX_RECORD_BYTES))
                .post(records(topic))
                .then()
                .statusCode(413)
                .body("error_code", equalTo(413))
                .body("message", containsString("1048576"));

        assertThat(topic.values()).isEmpty();
    }

    @Test
    void a_body_over_the_limit_is_413_with_the_limit(TestTopic topic) {
        var answer = raw(topic, List.of("Content-Length: " + (MAX_BODY_BYTES + 1)), "");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).startsWith("{\"error_code\":413,").contains("2097152");
    }

    @Test
    void a_chunked_body_over_the_limit_is_413_with_the_limit(TestTopic topic) {
        var quarter = "x".repeat(MAX_BODY_BYTES / 4);

        var answer = raw(topic, List.of("Transfer-Encoding: chunked"), chunks(quarter, quarter, quarter, quarter, "x"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("\"error_code\":413,").contains("2097152");
    }

    @Test
    void records_of_one_key_share_a_partition(@Partitions(5) TestTopic topic) {
        for (int i = 0; i < 5; i++) {
            sending("text/plain").body("v" + i).queryParam("key", "user-7").post(records(topic));
        }

        assertThat(topic.values()).containsExactly("v0", "v1", "v2", "v3", "v4");
        assertThat(topic.records())
                .extracting(record -> record.partition())
                .containsOnly(topic.records().get(0).partition());
    }

    private RawHttp.Answer raw(TestTopic topic, List<String> headers, String body) {
        return new RawHttp(server).send("POST " + records(topic), headers, body);
    }

    private static String chunks(String... pieces) {
        return Stream.concat(Stream.of(pieces), Stream.of(""))
                .map(piece -> Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n")
                .collect(Collectors.joining());
    }

    private static String records(TestTopic topic) {
        return "/topics/" + topic + "/records";
    }
}

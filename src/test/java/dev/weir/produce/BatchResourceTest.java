package dev.weir.produce;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.http.MediaTypes;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class BatchResourceTest {

    @TestHTTPResource
    URI server;

    @Test
    void json_is_stored_byte_for_byte(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, """
                        {"records": [
                            {"key": {"id": 7.0}, "value": {"b":1.0, "a" : "é\\u00e9😀"}},
                            {"value": 1e400}, {"value": true}, {"value": "text"}, {"value": null}
                        ]}
                        """).statusCode(200);

        assertThat(topic.records().get(0).key())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\": 7.0}");
        assertThat(topic.values())
                .containsExactly("{\"b\":1.0, \"a\" : \"é\\u00e9😀\"}", "1e400", "true", "\"text\"", null);
    }

    @Test
    void plain_json_selects_the_json_format(TestTopic topic) {
        post(topic, "application/json; charset=utf-8", "{\"records\":[{\"value\":\"text\"}]}")
                .statusCode(200);

        assertThat(topic.values()).containsExactly("\"text\"");
    }

    @Test
    void binary_is_stored_as_decoded_bytes(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_BINARY, "{\"records\":[{\"key\":\"AP8=\",\"value\":\"gH8A\"}]}")
                .statusCode(200);

        assertThat(topic.record().key()).containsExactly(0, 0xff);
        assertThat(topic.record().value()).containsExactly(0x80, 0x7f, 0);
    }

    @Test
    void text_is_stored_as_utf_8(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_TEXT, "{\"records\":[{\"key\":\"用户\",\"value\":\"这是第1条\\n消息\"}]}")
                .statusCode(200);

        assertThat(topic.record().key()).asString(StandardCharsets.UTF_8).isEqualTo("用户");
        assertThat(topic.values()).containsExactly("这是第1条\n消息");
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaTypes.RECORDS_JSON, MediaTypes.RECORDS_BINARY, MediaTypes.RECORDS_TEXT})
    void a_null_value_is_a_tombstone_in_every_format(String format, TestTopic topic) {
        post(topic, format, "{\"records\":[{\"key\":null,\"value\":null}]}").statusCode(200);

        assertThat(topic.record().value()).isNull();
        assertThat(topic.record().key()).isNull();
    }

    @Test
    void headers_and_timestamp_are_stored(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_TEXT, """
                        {"records": [{"value": "v", "timestamp": 1700000000123, "headers": [
                            {"key": "b", "value": "AQI="}, {"key": "a", "value": null}, {"key": "b", "value": ""}]}]}
                        """).statusCode(200);

        var record = topic.record();
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("b", "a", "b");
        assertThat(record.headers().toArray())
                .extracting(Header::value)
                .containsExactly(new byte[] {1, 2}, null, new byte[0]);
    }

    @Test
    void offsets_are_in_the_order_of_the_records(@Partitions(3) TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, """
                        {"records": [{"value": 1, "partition": 2}, {"value": 2, "partition": 0}, {"value": 3, "partition": 2}]}
                        """)
                .statusCode(200)
                .contentType(MediaTypes.CONTROL)
                .body("offsets.partition", equalTo(List.of(2, 0, 2)))
                .body("offsets.offset", equalTo(List.of(0, 0, 1)))
                .body("$", not(hasKey("error_code")));

        assertThat(topic.values()).containsExactly("2", "1", "3");
    }

    /** The producer has no metadata of the topic when the records arrive. */
    @Test
    void records_keep_their_order_in_a_new_topic(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, numbers(500)).statusCode(200);

        assertThat(topic.values())
                .isEqualTo(IntStream.range(0, 500).mapToObj(Integer::toString).toList());
    }

    @Test
    void a_large_batch_is_stored(@Partitions(4) TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, numbers(20_000))
                .statusCode(200)
                .body("offsets", hasSize(20_000))
                .body("offsets.error_code", not(hasItem(404)));

        assertThat(topic.values()).hasSize(20_000).doesNotHaveDuplicates();
    }

    @Test
    void a_large_chunked_batch_is_stored(TestTopic topic) throws Exception {
        var body = numbers(20_000).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(server.resolve("/topics/" + topic.name()))
                .header("Content-Type", MediaTypes.RECORDS_JSON)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(topic.values()).hasSize(20_000).doesNotHaveDuplicates();
    }

    @Test
    void the_response_to_a_thousand_records_has_a_content_length(TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(1_000))
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .header("Content-Length", Integer::parseInt, greaterThan(1_000))
                .body("offsets.size()", equalTo(1_000));
    }

    /** Kafka's client sends the records in one batch or in two; the broker stores all of a batch or nothing. */
    @Test
    void a_record_that_the_topic_rejects_has_the_reason_and_the_others_an_outcome(TestTopic topic) {
        sending(MediaTypes.CONTROL, "{\"configs\":{\"cleanup.policy\":\"compact\"}}")
                .patch("/admin/topics/" + topic)
                .then()
                .statusCode(204);

        var answers = await().until(
                        () -> post(
                                        topic,
                                        MediaTypes.RECORDS_TEXT,
                                        "{\"records\":[{\"key\":\"a\",\"value\":\"1\"},{\"value\":\"2\"},{\"key\":\"b\",\"value\":\"3\"}]}")
                                .extract()
                                .jsonPath(),
                        answer -> answer.get("offsets[1].error_code") != null);

        assertThat(answers.getInt("offsets[1].error_code")).isEqualTo(422);
        assertThat(answers.getString("offsets[1].message")).contains("without key");
        for (int other : List.of(0, 2)) {
            if (answers.get("offsets[" + other + "].offset") == null) {
                assertThat(answers.getInt("offsets[" + other + "].error_code")).isEqualTo(503);
                assertThat(topic.values()).doesNotContain(Integer.toString(other + 1));
            }
        }
    }

    @Test
    void an_empty_batch_has_no_offsets(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, "{\"records\":[]}").statusCode(200).body("offsets", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "0"})
    void offsets_are_null_with_acks_none(String acks, TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(2))
                .queryParam("acks", acks)
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets[0].partition", equalTo(0))
                .body("offsets[0].offset", nullValue())
                .body("offsets", hasSize(2));

        await().untilAsserted(() -> assertThat(topic.values()).containsExactly("0", "1"));
    }

    @Test
    void the_partition_in_the_path_is_for_all_records(@Partitions(3) TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(3))
                .post("/topics/" + topic + "/partitions/1")
                .then()
                .statusCode(200)
                .body("offsets.partition", equalTo(List.of(1, 1, 1)))
                .body("offsets.offset", equalTo(List.of(0, 1, 2)));
    }

    @Test
    void a_partition_of_a_record_beside_the_one_in_the_path_is_400(@Partitions(2) TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, "{\"records\":[{\"value\":1},{\"value\":1,\"partition\":1}]}")
                .post("/topics/" + topic + "/partitions/1")
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400))
                .body("validation_errors", hasItem(startsWith("$.records[1].partition")));

        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "2147483648"})
    void an_invalid_partition_in_the_path_is_refused(String partition, TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(1))
                .post("/topics/" + topic + "/partitions/" + partition)
                .then()
                .statusCode(400)
                .body("error_code", equalTo(400));
    }

    @Test
    void errors_and_offsets_are_in_the_order_of_the_records(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, """
                        {"records": [{"value": 1}, {"value": 2, "partition": 9}, {"value": 3}]}
                        """)
                .statusCode(200)
                .body("error_code", nullValue())
                .body("offsets[0].offset", equalTo(0))
                .body("offsets[1].error_code", equalTo(404))
                .body("offsets[1].message", containsString("no partition 9"))
                .body("offsets[1].offset", nullValue())
                .body("offsets[2].offset", equalTo(1));

        assertThat(topic.values()).containsExactly("1", "3");
    }

    @Test
    void a_record_over_the_limit_does_not_affect_the_others(TestTopic topic) {
        var large = "x".repeat(1_100_000);

        post(topic, MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"" + large + "\"},{\"value\":\"small\"}]}")
                .statusCode(200)
                .body("offsets[0].error_code", equalTo(413))
                .body("offsets[0].message", containsString("1048576"))
                .body("offsets[1].offset", equalTo(0));

        assertThat(topic.values()).containsExactly("small");
    }

    @Test
    void records_that_all_fail_with_one_status_give_it_to_the_response(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, """
                        {"records": [{"value": 1, "partition": 8}, {"value": 2, "partition": 9}]}
                        """)
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", containsString("no partition 8"))
                .body("offsets.error_code", equalTo(List.of(404, 404)))
                .body("offsets[1].message", containsString("no partition 9"));
    }

    @Test
    void all_records_for_an_unknown_topic_are_404() {
        sending(MediaTypes.RECORDS_JSON, numbers(2))
                .post("/topics/BatchResourceTest.unknown")
                .then()
                .statusCode(404)
                .body("error_code", equalTo(404))
                .body("message", containsString("no topic 'BatchResourceTest.unknown'"))
                .body("offsets.error_code", equalTo(List.of(404, 404)))
                .body("offsets[1].message", containsString("no topic"));
    }

    @Test
    void internal_topics_are_not_writable() {
        sending(MediaTypes.RECORDS_JSON, numbers(1))
                .post("/topics/__consumer_offsets")
                .then()
                .statusCode(403)
                .body("error_code", equalTo(403));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                                    | status
            ``                                                        | 400
            null                                                      | 400
            {"records":                                               | 400
            {"records":[]} x                                          | 400
            {"records":[{"value":1,"partition":1.9}]}                 | 400
            {"records":[{"value":1,"timestamp":-1}]}                  | 400
            {"records":[{"key":1}]}                                   | 400
            {"records":[{"value":1,"bootstrap.servers":"evil:9092"}]} | 400
            {"records":[{"value":1}],"client.id":"me"}                | 400
            {"records":[{"value":1,"value":2}]}                       | 400
            {}                                                        | 422
            """)
    void an_invalid_body_is_refused_as_a_whole_with_the_json_path(String body, int status, TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, body)
                .statusCode(status)
                .body("error_code", is(status))
                .body("validation_errors", hasSize(1))
                .body("validation_errors[0]", startsWith("$"));

        assertThat(topic.values()).isEmpty();
    }

    @Test
    void one_invalid_record_refuses_the_whole_batch(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_JSON, "{\"records\":[{\"value\":1},{\"value\":2,\"partition\":\"1\"}]}")
                .statusCode(400)
                .body("validation_errors", hasItem(startsWith("$.records[1].partition")));

        assertThat(topic.values()).isEmpty();
    }

    @Test
    void a_value_of_the_wrong_kind_for_its_format_is_422(TestTopic topic) {
        post(topic, MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":1}]}")
                .statusCode(422)
                .body("error_code", equalTo(422))
                .body("validation_errors", hasItem(startsWith("$.records[0].value")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/vnd.kafka.avro.v2+json",
                "application/vnd.kafka.v2+json",
                "application/jsonx"
            })
    void a_content_type_without_a_format_is_415(String contentType, TestTopic topic) {
        var answer = new RawHttp(server).post("/topics/" + topic, contentType, numbers(1));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).startsWith("{\"error_code\":415,");
        assertThat(topic.values()).isEmpty();
    }

    @Test
    void a_batch_without_a_content_type_is_415(TestTopic topic) {
        var answer = new RawHttp(server)
                .send(
                        "POST /topics/" + topic,
                        List.of("Content-Length: " + numbers(1).length()),
                        numbers(1));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).startsWith("{\"error_code\":415,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/json; charset=utf-8",
                "text/html;q=0.9, application/json;q=0.1",
                "application/vnd.kafka.v2+json, application/vnd.kafka+json; q=0.9, application/json; q=0.8",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
            })
    void an_accept_that_covers_json_gets_json(String accept, TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(1))
                .header("Accept", accept)
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets[0].offset", equalTo(0));
    }

    @Test
    void the_response_has_the_accepted_type(TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(1))
                .header("Accept", MediaTypes.JSON)
                .post("/topics/" + topic)
                .then()
                .contentType(startsWith(MediaTypes.JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/vnd.kafka.json.v1+json", "image/*;q=1.0"})
    void an_unacceptable_accept_is_406_and_nothing_is_sent(String accept, TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(1))
                .header("Accept", accept)
                .post("/topics/" + topic)
                .then()
                .statusCode(406)
                .body("error_code", equalTo(406));

        assertThat(topic.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics/%s/", "/topics/%s/partitions/0/"})
    void a_trailing_slash_is_ignored(String address, TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(1))
                .post(address.formatted(topic))
                .then()
                .statusCode(200);
    }

    @Test
    void round_robin_distributes_records_evenly(@Partitions(5) TestTopic topic) {
        sending(MediaTypes.RECORDS_JSON, numbers(10))
                .queryParam("partitioner", "round-robin")
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets.partition", equalTo(List.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 4)));
    }

    private static ValidatableResponse post(TestTopic topic, String contentType, String body) {
        return sending(contentType, body).post("/topics/" + topic).then();
    }

    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"value\":" + i + "}")
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
    }
}

package dev.weir.stream;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.http.MediaTypes;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import dev.weir.testing.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading with an end: a JSON array, or a line a record. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class StreamRouteTest {

    @Test
    void a_partition_is_read_to_its_end(TestTopic topic) {
        send(topic, "{\"key\":\"k\",\"value\":{\"n\":1.0},\"timestamp\":1700000000123},{\"value\":null}");

        when().get("/topics/" + topic + "/records?partition=0")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("$", hasSize(2))
                .body("[0].topic", equalTo(topic.name()))
                .body("[0].key", equalTo("k"))
                .body("[0].value.n", equalTo(1.0f))
                .body("[0].partition", is(0))
                .body("[0].offset", is(0))
                .body("[0].timestamp", equalTo(1_700_000_000_123L))
                .body("[1].key", nullValue())
                .body("[1].value", nullValue())
                .body("[1].offset", is(1));
    }

    @Test
    void an_empty_topic_is_an_empty_array(TestTopic topic) {
        when().get("/topics/" + topic + "/records").then().statusCode(200).body("$", empty());
    }

    @Test
    void an_empty_topic_has_no_lines(TestTopic topic) {
        assertThat(lines(topic, "")).isEmpty();
    }

    @Test
    void all_partitions_are_read_where_none_is_named(@Partitions(3) TestTopic topic) {
        send(
                topic,
                "{\"value\":1,\"partition\":0},{\"value\":2,\"partition\":1},{\"value\":3,\"partition\":2},"
                        + "{\"value\":4,\"partition\":0}");

        assertThat(values(topic, ""))
                .containsExactlyInAnyOrder("1", "2", "3", "4")
                .containsSubsequence("1", "4");
        assertThat(values(topic, "?partition=0")).containsExactly("1", "4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?from=earliest              | 0 1 2 3 4 5 6 7 8 9
            ?from=latest                |
            ?from=-3                    | 7 8 9
            ?from=-30                   | 0 1 2 3 4 5 6 7 8 9
            ?partition=0&offset=8       | 8 9
            ?partition=0&offset=10      |
            ?limit=2                    | 0 1
            ?partition=0&offset=4&limit=3 | 4 5 6
            ?from={5}                   | 5 6 7 8 9
            ?from={iso 7}               | 7 8 9
            ?from=1900000000000         |
            ?key=odd                    | 1 3 5 7 9
            ?key=odd&limit=2            | 1 3
            ?key=odd&from=-3            | 7 9
            ?key=neither                |
            ?where=value > 6            | 7 8 9
            ?where=value in (2,3)&key=odd | 3
            ?where=key =~ "^.?ev"&limit=3 | 0 2 4
            ?where=timestamp < {5}&from=-8 | 2 3 4
            ?where=has(value.a)         |
            """)
    void a_read_begins_and_ends_at_the_requested_offsets(String query, String expected, TestTopic topic) {
        // Not so long ago that they would be deleted, nor in the time to come, which would be refused.
        long start = System.currentTimeMillis() - 60_000;
        send(
                topic,
                IntStream.range(0, 10)
                        .mapToObj(i -> "{\"key\":\"%s\",\"value\":%d,\"timestamp\":%d}"
                                .formatted(i % 2 == 0 ? "even" : "odd", i, start + i))
                        .collect(Collectors.joining(",")));

        var asked = query.replace("{5}", Long.toString(start + 5))
                .replace("{iso 7}", Instant.ofEpochMilli(start + 7).toString());
        assertThat(values(topic, asked)).isEqualTo(expected == null ? List.of() : List.of(expected.split(" ", -1)));
    }

    @Test
    void lines_have_the_same_records_as_an_array(@Partitions(2) TestTopic topic) {
        send(topic, "{\"value\":{\"n\":1},\"partition\":0},{\"key\":7,\"value\":[],\"partition\":1}");

        var array = given().accept(MediaTypes.JSON)
                .get("/topics/" + topic + "/records")
                .asString();
        assertThat(lines(topic, ""))
                .allSatisfy(line -> assertThat(array).contains(line))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.kafka.json.v2+json,   eyJuIjoxfQ==, false",
        "application/vnd.kafka.binary.v2+json, eyJuIjoxfQ==, true",
        "application/vnd.kafka.text.v2+json,   '{\"n\":1}', true",
    })
    void accept_says_the_format(String accept, String value, boolean isString, TestTopic topic) {
        send(topic, "{\"value\":{\"n\":1}}");

        given().accept(accept)
                .get("/topics/" + topic + "/records")
                .then()
                .statusCode(200)
                .contentType(accept)
                .body("[0].value", isString ? equalTo(value) : not(anEmptyMap()));
    }

    @ParameterizedTest
    @CsvSource({
        "json, '\"value\":{\"n\":1}'",
        "binary, '\"value\":\"eyJuIjoxfQ==\"'",
        "text, '\"value\":\"{\\\"n\\\":1}\"'"
    })
    void lines_take_the_format_from_the_address(String format, String expected, TestTopic topic) {
        send(topic, "{\"value\":{\"n\":1}}");

        assertThat(lines(topic, "?format=" + format)).singleElement().asString().contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void poison_does_not_keep_its_neighbours_from_anybody(String accept, TestTopic topic) {
        send(topic, "{\"value\":\"before\"}");
        sending("application/octet-stream", "{\"half\":").post("/topics/" + topic + "/records");
        sending("application/octet-stream")
                .body(new byte[1_000_000])
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);
        sending("application/octet-stream")
                .body(new byte[] {(byte) 0xc3, 0x28})
                .header("Kafka-Header-odd", "\u00ff")
                .post("/topics/" + topic + "/records");
        send(topic, "{\"value\":null,\"headers\":[{\"key\":\"h\",\"value\":null}]},{\"value\":\"after\"}");

        var body = given().accept(accept)
                .get("/topics/" + topic + "/records?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body.split("\"offset\":", -1)).hasSize(7);
        assertThat(body)
                .contains("\"value\":\"before\"", "\"value\":\"after\"", "{\"key\":\"h\",\"value\":null}")
                .contains("\"value\":\"wyg=\"", "\"value\":\"eyJoYWxmIjo=\"", "AAAAAAAA")
                .contains("The value cannot be shown as json");
    }

    @Test
    void records_of_transactions_that_were_aborted_are_not_shown(TestTopic topic) {
        try (var producer = new Transactions(topic.name())) {
            producer.commit("kept");
            producer.abort("dropped");
            producer.commit("kept too");
            producer.abort("dropped at the end");
        }

        assertThat(lines(topic, "?format=text")).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("\"value\":\"kept"));
    }

    @Test
    void without_a_format_each_value_has_the_format_of_its_bytes(TestTopic topic) {
        sending("text/plain", "this is a test log").post("/topics/" + topic + "/records?key=k1");
        sending("text/plain", "{\"n\":1}").post("/topics/" + topic + "/records");
        sending("application/octet-stream").body(new byte[] {(byte) 0xc3, 0x28}).post("/topics/" + topic + "/records");

        when().get("/topics/" + topic + "/records")
                .then()
                .statusCode(200)
                .body("[0].key", equalTo("k1"))
                .body("[0].key_format", equalTo("text"))
                .body("[0].value", equalTo("this is a test log"))
                .body("[0].value_format", equalTo("text"))
                .body("[1].value.n", is(1))
                .body("[1].value_format", equalTo("json"))
                .body("[1].key_format", nullValue())
                .body("[2].value", equalTo("wyg="))
                .body("[2].value_format", equalTo("binary"))
                .body("error", everyItem(nullValue()));
    }

    @ParameterizedTest
    @CsvSource({"1,c9", "2,c8 c9", "5,c5 c6 c7 c8 c9", "50,c0 c1 c2 c3 c4 c5 c6 c7 c8 c9"})
    void the_last_records_are_counted_as_a_reader_sees_them(int count, String expected, TestTopic topic) {
        try (var producer = new Transactions(topic.name())) {
            for (int i = 0; i < 10; i++) {
                producer.commit("c" + i);
                for (int j = 0; j < 60 && i == 6; j++) {
                    producer.abort("dropped");
                }
            }
            producer.abort("dropped at the end");
        }

        assertThat(values(topic, "?format=text&from=-" + count)).containsExactly(expected.split(" "));
    }

    @Test
    void the_last_records_of_each_partition_are_found(@Partitions(3) TestTopic topic) {
        send(
                topic,
                IntStream.range(0, 9)
                        .mapToObj(i -> "{\"value\":%d,\"partition\":%d}".formatted(i, i % 2))
                        .collect(Collectors.joining(",")));

        assertThat(values(topic, "?from=-2")).containsExactlyInAnyOrder("5", "7", "6", "8");
    }

    @Test
    void internal_topics_are_read_only_on_request() {
        when().get("/topics/__consumer_offsets/records")
                .then()
                .statusCode(403)
                .body("message", containsString("?internal=true"));
        when().get("/topics/__consumer_offsets/records?internal=true&limit=1&from=latest")
                .then()
                .statusCode(anyOf(is(200), is(404)));
    }

    @Test
    void a_long_topic_is_read_whole(@Partitions(2) TestTopic topic) {
        var value = "x".repeat(1_000);
        for (int batch = 0; batch < 20; batch++) {
            int first = batch * 500;
            send(
                    topic,
                    IntStream.range(first, first + 500)
                            .mapToObj(i -> "{\"value\":\"%d %s\",\"partition\":%d}".formatted(i, value, i % 2))
                            .collect(Collectors.joining(",")));
        }

        assertThat(lines(topic, "")).hasSize(10_000).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?partition=-1             | 400 | partition is a whole number
            ?lossy=true               | 400 | lossy is for responses without an end
            ?max_value=-1             | 400 | max_value is a whole number
            ?where=total              | 400 | The filter is invalid at column 1
            ?partition=x              | 400 | partition is a whole number
            ?partition=9999999999     | 400 | partition is a whole number
            ?partition=1              | 404 | has no partition 1; its last is 0
            ?offset=0                 | 400 | say which with partition=
            ?partition=0&offset=-1    | 400 | offset is a whole number
            ?partition=0&offset=1     | 422 | Offset 1 is behind the end of partition 0
            ?partition=0&offset=0&from=latest | 400 | cannot stand together
            ?from=tomorrow            | 400 | from is earliest, latest
            ?limit=0                  | 400 | limit is a whole number from 1
            ?limit=-1                 | 400 | limit is a whole number
            ?limit=1&limit=2          | 400 | more than once
            ?format=avro              | 400 | format is auto, json, binary or text
            ?internal=yes             | 400 | internal is true or false
            ?follow=true              | 400 | A JSON array has an end
            ?follow=maybe             | 400 | follow is true or false
            ?bootstrap.servers=x      | 400 | is not a query parameter
            """)
    void an_invalid_query_is_rejected_with_the_reason(String query, int status, String words, TestTopic topic) {
        when().get("/topics/" + topic + "/records" + query)
                .then()
                .statusCode(status)
                .contentType(startsWith(MediaTypes.CONTROL))
                .body("error_code", is(status))
                .body("message", containsString(words));
    }

    @Test
    void an_unknown_topic_is_not_found() {
        when().get("/topics/StreamRouteTest.unknown/records")
                .then()
                .statusCode(404)
                .body("message", equalTo("There is no topic 'StreamRouteTest.unknown'"));
    }

    @Test
    void a_name_that_no_topic_can_have_is_refused() {
        when().get("/topics/not%20a%20topic/records").then().statusCode(400).body("error_code", is(400));
    }

    @Test
    void an_unknown_media_type_is_not_acceptable(TestTopic topic) {
        given().accept("image/png")
                .get("/topics/" + topic + "/records")
                .then()
                .statusCode(406)
                .body("error_code", is(406));
    }

    @Test
    void two_formats_are_one_too_many(TestTopic topic) {
        given().accept(MediaTypes.RECORDS_TEXT)
                .get("/topics/" + topic + "/records?format=json")
                .then()
                .statusCode(400)
                .body("message", containsString("two different formats"));
    }

    private static List<String> values(TestTopic topic, String query) {
        return lines(topic, query).stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceAll(".*\"value\":\"?(\\w+)\"?,.*", "$1"))
                .toList();
    }

    private static List<String> lines(TestTopic topic, String query) {
        return given().accept(MediaTypes.NDJSON)
                .get("/topics/" + topic + "/records" + query)
                .then()
                .statusCode(200)
                .contentType(MediaTypes.NDJSON)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static void send(TestTopic topic, String records) {
        sending(MediaTypes.RECORDS_JSON, "{\"records\":[" + records + "]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .body("offsets.findAll { it.error_code != null }", empty());
    }
}

package dev.weir.http;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client may send the same Content-Type and Accept with every request. */
@QuarkusTest
class SessionHeadersTest {

    private static final List<String> TYPES = List.of(
            MediaTypes.CONTROL,
            MediaTypes.RECORDS_JSON,
            MediaTypes.RECORDS_BINARY,
            MediaTypes.RECORDS_TEXT,
            "application/vnd.kafka.avro.v2+json",
            "application/vnd.kafka+json",
            "application/vnd.kafka.json+json",
            MediaTypes.JSON);

    private static final List<String> PARAMETERS = List.of("", ";q=0.9", "; charset=utf-8;q=1.0", ";Q=0.001");

    @TestHTTPResource
    URI server;

    /** Method, path, body and status of every request without records. */
    static Stream<Arguments> everythingWithoutRecords() {
        var topic = TestTopic.shared("SessionHeadersTest");
        var instance = "/consumers/SessionHeadersTest/instances/one";
        var partition = "{\"topic\":\"" + topic + "\",\"partition\":0";
        var list = "{\"partitions\":[" + partition + "}]}";
        return Stream.of(
                Arguments.of("POST", "/consumers/SessionHeadersTest", "{\"name\":\"one\"}", 200),
                Arguments.of("POST", instance + "/subscription", "{\"topics\":[\"" + topic + "\"]}", 204),
                Arguments.of("GET", instance + "/subscription", "", 200),
                Arguments.of("DELETE", instance + "/subscription", "", 204),
                Arguments.of("POST", instance + "/assignments", list, 204),
                Arguments.of("GET", instance + "/assignments", "", 200),
                Arguments.of("POST", instance + "/positions", "{\"offsets\":[" + partition + ",\"offset\":0}]}", 204),
                Arguments.of("POST", instance + "/positions/beginning", list, 204),
                Arguments.of("POST", instance + "/positions/end", list, 204),
                Arguments.of("POST", instance + "/offsets", "{\"offsets\":[" + partition + ",\"offset\":0}]}", 204),
                Arguments.of("POST", instance + "/offsets", "", 204),
                Arguments.of("GET", instance + "/offsets", "", 200),
                Arguments.of("DELETE", instance, "", 204),
                Arguments.of("GET", "/topics", "", 200),
                Arguments.of("GET", "/topics/" + topic, "", 200),
                Arguments.of("GET", "/topics/" + topic + "/", "", 200),
                Arguments.of("GET", "/topics/" + topic + "/partitions", "", 200),
                Arguments.of("GET", "/topics/" + topic + "/partitions/0", "", 200),
                Arguments.of("GET", "/topics/" + topic + "/partitions/0/offsets", "", 200),
                Arguments.of("GET", "/topics/" + topic + "/size", "", 200),
                Arguments.of("GET", "/brokers", "", 200),
                Arguments.of("GET", "/cluster", "", 200),
                Arguments.of("GET", "/groups", "", 200),
                Arguments.of("GET", "/", "", 200),
                Arguments.of(
                        "POST",
                        "/admin/topics",
                        "{\"topic_name\":\"SessionHeadersTest.new\",\"validate_only\":true}",
                        200),
                Arguments.of("PATCH", "/admin/topics/" + topic, "{\"configs\":{\"retention.ms\":\"1000000\"}}", 204),
                Arguments.of("POST", "/admin/topics/" + topic + "/truncate", "{\"before\":{\"0\":0}}", 200),
                Arguments.of("DELETE", "/admin/topics/SessionHeadersTest.none", "", 404),
                Arguments.of(
                        "POST",
                        "/groups/SessionHeadersTest.reset/offsets",
                        "{\"to\":\"earliest\",\"topics\":[\"" + topic + "\"]}",
                        200),
                Arguments.of("GET", "/partitioners?key=k&partitions=3", "", 200),
                Arguments.of("GET", "/receipts/summary", "", 200),
                Arguments.of("GET", "/generators", "", 200),
                Arguments.of("POST", "/generators", "{\"topic\":\"SessionHeadersTest.none\"}", 422),
                Arguments.of("GET", "/nothing", "", 404));
    }

    @Test
    void every_media_type_of_the_api_is_accepted_as_the_control_type() {
        for (var type : TYPES) {
            for (var parameters : PARAMETERS) {
                everythingWithoutRecords().forEach(arguments -> {
                    var each = arguments.get();
                    ask((String) each[0], (String) each[1], (String) each[2], (int) each[3], type, parameters);
                });
            }
        }
    }

    private void ask(String method, String address, String body, int status, String type, String parameters) {
        var answer = new RawHttp(server)
                .send(
                        method + " " + address,
                        List.of(
                                "Content-Type: " + type + "; charset=utf-8",
                                "Accept: " + type + parameters,
                                "Content-Length: " + body.length()),
                        body);

        var what = method + " " + address + " as " + type + parameters + ": " + answer;
        if (address.equals("/generators") && method.equals("POST")) {
            assertThat(answer.status()).as(what).isBetween(400, 422).isNotIn(406, 415);
            return;
        }
        assertThat(answer.status()).as(what).isEqualTo(status);
        if (status == 204) {
            assertThat(answer.body()).as(what).isEmpty();
        } else {
            var expected = type.equals(MediaTypes.JSON) && status < 400 && !address.equals("/")
                    ? MediaTypes.JSON
                    : MediaTypes.CONTROL;
            assertThat(contentType(answer)).as(what).isIn(expected, expected + ";charset=utf-8");
        }
    }

    private static String contentType(RawHttp.Answer answer) {
        return answer.head()
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-type: "))
                .map(line -> line.substring("content-type: ".length()))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "*",
                "text/html, */*;q=0.1",
                "application/vnd.kafka.v2+json, application/vnd.kafka+json, application/json",
                "application/vnd.kafka.json.v2+json;q=0, application/vnd.kafka.v2+json;q=0.5"
            })
    void an_accept_with_several_types_or_wildcards_gets_the_control_type(String accept) {
        given().accept(accept)
                .get("/topics")
                .then()
                .statusCode(200)
                .contentType(anyOf(is(MediaTypes.CONTROL), is(MediaTypes.CONTROL + ";charset=UTF-8")));
    }

    @Test
    void an_accept_of_any_json_selects_plain_json() {
        given().accept("*/json").get("/topics").then().statusCode(200).contentType(MediaTypes.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/octet-stream",
                "application/vnd.kafka+foo",
                "application/vnd.kafka.v3+json",
                "application/vnd.kafka.v2+json;q=0",
                "*/baz",
                "foo/*",
                "nonsense"
            })
    void an_accept_without_a_type_of_the_api_is_406_with_the_offered_types(String accept) {
        for (var address : List.of("/topics", "/brokers", "/receipts/summary", "/partitioners?key=k&partitions=3")) {
            given().accept(accept)
                    .get(address)
                    .then()
                    .statusCode(406)
                    .body("error_code", is(406))
                    .body("message", containsString("it answers with"))
                    .body("message", containsString(MediaTypes.CONTROL));
        }
    }

    @Test
    void a_response_without_a_body_ignores_accept() {
        var topic = TestTopic.shared("SessionHeadersTest");
        sending(MediaTypes.CONTROL, "{\"name\":\"empty\"}").post("/consumers/SessionHeadersTest");

        sending(MediaTypes.CONTROL, "{\"topics\":[]}")
                .accept("text/html")
                .post("/consumers/SessionHeadersTest/instances/empty/subscription")
                .then()
                .statusCode(204);
        given().accept("text/html")
                .delete("/consumers/SessionHeadersTest/instances/empty")
                .then()
                .statusCode(204);
        sending("text/plain", "v")
                .accept("text/html")
                .post("/topics/" + topic + "/records?async=true")
                .then()
                .statusCode(204);
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[{\"value\":\"v\"}]}")
                .accept("text/html")
                .post("/topics/" + topic + "?async=true")
                .then()
                .statusCode(204);
    }

    @Test
    void a_request_with_an_unacceptable_response_is_not_processed() {
        sending(MediaTypes.CONTROL, "{\"name\":\"unacceptable\"}")
                .accept("text/html")
                .post("/consumers/SessionHeadersTest")
                .then()
                .statusCode(406);

        when().delete("/consumers/SessionHeadersTest/instances/unacceptable")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/vnd.kafka.json.v2+json;charset=UTF-8   | {"records":[{"value":"YQ=="}]} | YQ==
            application/vnd.kafka.json+json                    | {"records":[{"value":"YQ=="}]} | YQ==
            Application/Vnd.Kafka.Binary.V2+Json               | {"records":[{"value":"YQ=="}]} | a
            application/vnd.kafka.text.v2+json ; q=0.5         | {"records":[{"value":"YQ=="}]} | YQ==
            """)
    void the_content_type_of_records_decides_their_format(String type, String body, String value) {
        var topic = TestTopic.shared("SessionHeadersTest.format");
        for (var accept : TYPES) {
            long offset = sending(type, body)
                    .accept(accept + ";q=0.9")
                    .post("/topics/" + topic)
                    .then()
                    .statusCode(200)
                    .header("Content-Type", not(containsString("q=")))
                    .extract()
                    .jsonPath()
                    .getLong("offsets[0].offset");

            var stored = given().get("/topics/" + topic + "/records?format=text&partition=0&limit=1&offset=" + offset)
                    .jsonPath()
                    .getString("[0].value");
            assertThat(stored.replace("\"", "")).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MediaTypes.CONTROL,
                "application/vnd.kafka.avro.v2+json",
                "application/vnd.kafka.json.v1+json",
                "text/plain",
                "nonsense"
            })
    void records_of_an_unsupported_type_are_415_with_the_supported_types(String type) {
        sending(type, "{\"records\":[]}")
                .post("/topics/SessionHeadersTest")
                .then()
                .statusCode(415)
                .body("error_code", is(415))
                .body("message", containsString(MediaTypes.RECORDS_BINARY))
                .body("message", containsString(MediaTypes.JSON));
    }

    @Test
    void a_body_of_an_unsupported_type_is_415_with_the_supported_types() {
        for (var address : List.of("/consumers/SessionHeadersTest", "/admin/topics", "/generators")) {
            sending("text/plain", "{}")
                    .post(address)
                    .then()
                    .statusCode(415)
                    .body("message", containsString(MediaTypes.CONTROL));
        }
    }

    @Test
    void the_response_to_a_single_record_has_the_accepted_type() {
        var topic = TestTopic.shared("SessionHeadersTest");
        for (var type : TYPES) {
            sending("text/plain", "v")
                    .accept(type)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200)
                    .contentType(type.equals(MediaTypes.JSON) ? MediaTypes.JSON : MediaTypes.CONTROL);
        }
    }

    @Test
    void a_poll_responds_in_the_format_of_the_instance_for_every_name_of_it() {
        var topic = TestTopic.shared("SessionHeadersTest");
        var instance = "/consumers/SessionHeadersTest.poll/instances/one";
        sending(MediaTypes.CONTROL, "{\"name\":\"one\",\"format\":\"text\"}")
                .post("/consumers/SessionHeadersTest.poll");
        sending(MediaTypes.RECORDS_TEXT, "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}")
                .post(instance + "/assignments")
                .then()
                .statusCode(204);
        for (var accept :
                List.of("application/vnd.kafka+json", MediaTypes.CONTROL, "application/vnd.kafka.text+json")) {
            given().accept(accept + ";q=0.3")
                    .get(instance + "/records?timeout=0")
                    .then()
                    .statusCode(200)
                    .contentType(MediaTypes.RECORDS_TEXT);
        }
        given().accept(MediaTypes.RECORDS_JSON)
                .get(instance + "/records?timeout=0")
                .then()
                .statusCode(406)
                .body("message", containsString(MediaTypes.RECORDS_TEXT));
        when().delete(instance).then().statusCode(204);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void an_unsupported_method_is_405_with_the_supported_methods(String address, String allowed) {
        for (var method : List.of("PUT", "TRACE", "PROPFIND")) {
            given().request(method, address)
                    .then()
                    .statusCode(405)
                    .header("Allow", allowed)
                    .body("error_code", is(405))
                    .body("message", containsString(allowed));
        }
        given().request("OPTIONS", address).then().statusCode(200).header("Allow", allowed);
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of("/", "GET, HEAD, OPTIONS"),
                Arguments.of("/topics", "GET, HEAD, OPTIONS"),
                Arguments.of("/topics/a", "GET, HEAD, OPTIONS, POST"),
                Arguments.of("/topics/a/", "GET, HEAD, OPTIONS, POST"),
                Arguments.of("/topics/a/records", "GET, HEAD, OPTIONS, POST"),
                Arguments.of("/topics/a/partitions/0", "GET, HEAD, OPTIONS, POST"),
                Arguments.of("/admin/topics", "OPTIONS, POST"),
                Arguments.of("/admin/topics/a", "DELETE, OPTIONS, PATCH"),
                Arguments.of("/consumers/g", "OPTIONS, POST"),
                Arguments.of("/consumers/g/instances/i", "DELETE, OPTIONS"),
                Arguments.of("/consumers/g/instances/i/records", "GET, HEAD, OPTIONS"),
                Arguments.of("/consumers/g/instances/i/subscription", "DELETE, GET, HEAD, OPTIONS, POST"),
                Arguments.of("/groups/g/offsets", "GET, HEAD, OPTIONS, POST"),
                Arguments.of("/receipts", "GET, HEAD, OPTIONS"),
                Arguments.of("/receipts/summary", "GET, HEAD, OPTIONS"));
    }

    @Test
    void head_is_supported_wherever_get_is_and_reads_no_records() {
        var topic = TestTopic.shared("SessionHeadersTest");
        var instance = "/consumers/SessionHeadersTest.head/instances/one";
        sending(MediaTypes.CONTROL, "{\"name\":\"one\",\"format\":\"text\"}")
                .post("/consumers/SessionHeadersTest.head");
        sending(MediaTypes.CONTROL, "{\"topics\":[\"" + topic + "\"]}").post(instance + "/subscription");
        for (var address : List.of(
                "/",
                "/topics",
                "/topics/" + topic,
                "/topics/" + topic + "/partitions/0/offsets",
                "/topics/" + topic + "/records",
                "/brokers",
                "/groups",
                "/receipts",
                "/receipts/summary",
                "/generators",
                "/healthy",
                "/ready",
                "/metrics",
                "/openapi",
                instance + "/subscription",
                instance + "/records?timeout=20000")) {
            given().head(address).then().statusCode(200).body(is(emptyString()));
        }
        given().accept(MediaTypes.EVENTS)
                .head("/topics/" + topic + "/records")
                .then()
                .statusCode(200)
                .contentType(MediaTypes.EVENTS);
        given().head("/topics/SessionHeadersTest.none/records").then().statusCode(404);
        given().head("/consumers/g/instances/nobody/records").then().statusCode(404);
        when().delete(instance).then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "/healthy, /q/health/live",
        "/ready, /q/health/ready",
        "/openapi, /q/openapi",
        "/openapi?format=json, /q/openapi?format=json",
        "/openapi/, /q/openapi"
    })
    void paths_that_probes_and_tools_know_respond_like_those_of_quarkus(String alias, String address) {
        var expected = when().get(address).then().extract();
        var answer = when().get(alias).then().extract();

        assertThat(answer.statusCode()).isEqualTo(200).isEqualTo(expected.statusCode());
        assertThat(answer.contentType()).isEqualTo(expected.contentType());
        assertThat(answer.asString()).isEqualTo(expected.asString());
    }

    @Test
    void metrics_have_an_alias() {
        assertThat(when().get("/metrics").then().statusCode(200).extract().asString())
                .contains("weir_produce_records_in_flight");
    }

    @Test
    void a_topic_shows_all_settings_or_changed_ones_only() {
        var topic = TestTopic.shared("SessionHeadersTest.configs");
        for (var query : List.of("", "?all=true", "?configs=all")) {
            when().get("/topics/" + topic + query)
                    .then()
                    .statusCode(200)
                    .body("configs.'cleanup.policy'", is("delete"))
                    .body("configs.'retention.ms'", is("604800000"));
        }
        for (var query : List.of("?all=false", "?configs=changed")) {
            when().get("/topics/" + topic + query).then().statusCode(200).body("configs.'cleanup.policy'", nullValue());
        }
        when().get("/topics/" + topic + "?configs=some")
                .then()
                .statusCode(anyOf(is(400), is(404)))
                .body("message", containsString("all or changed"));
    }

    @Test
    void keyless_single_records_change_partition_at_least_as_often_as_those_of_a_default_client() throws Exception {
        var topic = TestTopic.create("SessionHeadersTest.keyless", 8);
        int last = -1;
        int changes = 0;
        // Of the requests of REST Assured each would take five times as long.
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(server.resolve("/topics/" + topic + "/records"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x".repeat(80)))
                .build();
        for (int i = 0; i < 2_000; i++) {
            var response = client.send(request, BodyHandlers.ofString()).body();
            int partition = new JsonObject(response).getInteger("partition");
            if (partition != last) {
                changes++;
            }
            last = partition;
        }
        // A default client changes the partition after at most 213 of these.
        assertThat(changes).isGreaterThanOrEqualTo(2_000 / 213);
    }
}

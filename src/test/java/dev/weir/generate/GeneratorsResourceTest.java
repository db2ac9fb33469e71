package dev.weir.generate;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class GeneratorsResourceTest {

    @Test
    void a_started_generator_has_an_address(TestTopic topic) {
        sending("application/json", order(topic, "\"count\":1,\"value\":\"v\""))
                .post("/generators")
                .then()
                .statusCode(201)
                .header("Location", startsWith("/generators/g"))
                .body("id", startsWith("g"))
                .body("spec.topic", equalTo(topic.name()))
                .body("spec.mode", equalTo("sync"))
                .body("spec.acks", equalTo("all"))
                .body("spec.partitioner", equalTo("murmur2"));
    }

    @Test
    void sends_the_requested_number_of_records(TestTopic topic) {
        var report =
                Generated.start(order(topic, "\"count\":3,\"value\":\"{n}\"")).finished();

        assertThat(report.getLong("enqueued")).isEqualTo(3);
        assertThat(report.getLong("delivered")).isEqualTo(3);
        assertThat(report.getLong("errors")).isZero();
        assertThat(report.getString("last_error")).isNull();
        assertThat(topic.values()).containsExactly("1", "2", "3");
    }

    @Test
    void without_a_rate_no_record_is_lost_or_reordered(TestTopic topic) {
        Generated.start(order(topic, "\"count\":5000,\"mode\":\"async\",\"value\":\"{n}\""))
                .finished();

        var values = topic.values();
        assertThat(values).hasSize(5_000);
        assertThat(values.get(0)).isEqualTo("1");
        assertThat(values.get(4_999)).isEqualTo("5000");
    }

    @ParameterizedTest
    @CsvSource({"sync", "async"})
    void keeps_its_rate(String mode, TestTopic topic) {
        var generator = Generated.start(order(topic, "\"rate\":50,\"mode\":\"" + mode + "\",\"value\":\"{n}\""));
        generator.delivered(1);
        long started = System.nanoTime();
        long first = generator.report().getLong("enqueued");

        long sent = await().until(() -> generator.report().getLong("enqueued") - first, enqueued -> enqueued >= 150);

        double seconds = (System.nanoTime() - started) / 1e9;
        generator.end();
        assertThat(sent / seconds).isBetween(40.0, 60.0);
    }

    @Test
    void the_same_seed_makes_the_same_text(TestTopic topic) {
        var order = order(topic, "\"count\":5,\"seed\":42,\"key\":\"random:16\",\"value\":\"random:64\"");
        Generated.start(order).finished();
        Generated.start(order).finished();

        var values = topic.values();
        assertThat(values).hasSize(10);
        assertThat(values.subList(5, 10)).isEqualTo(values.subList(0, 5));
        assertThat(values.subList(0, 5)).doesNotHaveDuplicates();
    }

    @Test
    void without_a_seed_each_makes_its_own_text(TestTopic topic) {
        var order = order(topic, "\"count\":5,\"value\":\"random:64\"");
        Generated.start(order).finished();
        Generated.start(order).finished();

        assertThat(topic.values()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void an_ended_generator_sends_no_more_and_is_forgotten(TestTopic topic) {
        var generator = Generated.start(order(topic, "\"rate\":100,\"value\":\"{n}\""));
        generator.delivered(3);

        var last = generator.end();

        assertThat(last.getString("state")).isEqualTo("stopped");
        assertThat(last.getLong("delivered")).isEqualTo(last.getLong("enqueued"));
        assertThat(topic.values()).hasSize((int) last.getLong("delivered"));
        when().get("/generators/" + generator.id()).then().statusCode(404);
    }

    @Test
    void a_topic_is_checked_when_a_generator_is_made(TestTopic topic) {
        sending("application/json", "{\"topic\":\"" + topic + "-not\",\"value\":\"v\"}")
                .post("/generators")
                .then()
                .statusCode(404)
                .body("message", containsString("There is no topic"));
        sending("application/json", "{\"topic\":\"__consumer_offsets\",\"value\":\"v\"}")
                .post("/generators")
                .then()
                .statusCode(403);
    }

    @Test
    void a_template_of_gigabytes_is_refused(TestTopic topic) {
        for (var value :
                List.of("{random:100000}".repeat(100_000), "{random:100000}".repeat(11), "x".repeat(1_048_577))) {
            sending("application/json", order(topic, "\"count\":1,\"value\":\"" + value + "\""))
                    .post("/generators")
                    .then()
                    .statusCode(413)
                    .body("message", containsString("1048576 are the most"));
        }
    }

    @Test
    void large_records_are_sent_a_few_at_a_time_and_all_of_them_arrive(TestTopic topic) {
        var report = Generated.start(order(
                        topic, "\"count\":20,\"mode\":\"async\",\"value\":\"" + "{random:100000}".repeat(5) + "\""))
                .finished();

        assertThat(report.getLong("delivered")).as(report.prettify()).isEqualTo(20);
        assertThat(topic.values()).hasSize(20).allMatch(value -> value.length() == 500_000);
    }

    @Test
    void all_generators_are_listed(TestTopic topic) {
        var generator = Generated.start(order(topic, "\"count\":1,\"value\":\"v\""));

        when().get("/generators").then().statusCode(200).body("id", hasItem(generator.id()));
    }

    @ParameterizedTest
    @CsvSource({"GET", "DELETE"})
    void an_unknown_generator_is_not_found(String method) {
        when().request(method, "/generators/g0").then().statusCode(404).body("error_code", equalTo(404));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            422 | {"value":"v"}                                      | $.topic
            422 | {"topic":"t"}                                      | $.value
            400 | {"topic":"t","value":"v","rate":0}                 | $.rate
            400 | {"topic":"t","value":"v","rate":-1}                | $.rate
            400 | {"topic":"t","value":"v","rate":"fast"}            | $.rate
            400 | {"topic":"t","value":"v","count":0}                | $.count
            400 | {"topic":"t","value":"v","count":-5}               | $.count
            400 | {"topic":"t","value":"v","count":"many"}           | $.count
            400 | {"topic":"t","value":"v","colour":"red"}           | $.colour
            400 | {"topic":"t","value":"v","mode":"later"}           | $.mode
            400 | {"topic":"t","value":"v","acks":"some"}            | acks is all, leader or none
            400 | {"topic":"t","value":"v","partitioner":"best"}     | partitioner is one of
            400 | {"topic":"a b","value":"v"}                        | Not a topic name
            400 | {"topic":"t","value":"random:0"}                   | 1 to 100000
            400 | {"topic":"t","value":"v","seed":"x"}               | $.seed
            400 | {"topic":["t"],"value":"v"}                        | $.topic
            400 | []                                                 | $
            400 | {"topic":                                          | not JSON
            400 | ``                                                 | body
            400 | null                                               | body
            """)
    void refuses_an_order_that_makes_no_sense(int status, String order, String place) {
        sending("application/json", order)
                .post("/generators")
                .then()
                .statusCode(status)
                .body("error_code", equalTo(status))
                .body("message", containsString(place))
                .body("message", not(containsString("dev.weir")));
    }

    private static String order(TestTopic topic, String rest) {
        return "{\"topic\":\"" + topic + "\"," + rest + "}";
    }
}

package dev.weir.deadletters;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import dev.weir.testing.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class DeadLettersResourceTest {

    @Test
    void cause_and_origin_are_read_from_the_headers_of_three_programs(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        Map<String, byte[]> smallrye = new LinkedHashMap<>();
        smallrye.put("dead-letter-topic", text("orders"));
        smallrye.put("dead-letter-partition", text("3"));
        smallrye.put("dead-letter-offset", text("117"));
        smallrye.put("dead-letter-reason", text("no such customer"));
        smallrye.put("dead-letter-exception-class-name", text("java.lang.IllegalStateException"));
        Map<String, byte[]> connect = new LinkedHashMap<>();
        connect.put("__connect.errors.topic", text("orders"));
        connect.put("__connect.errors.partition", text("3"));
        connect.put("__connect.errors.offset", text("118"));
        connect.put("__connect.errors.exception.message", text("bad schema"));
        Map<String, byte[]> spring = new LinkedHashMap<>();
        spring.put("kafka_dlt-original-topic", text("orders"));
        spring.put(
                "kafka_dlt-original-partition", ByteBuffer.allocate(4).putInt(3).array());
        spring.put(
                "kafka_dlt-original-offset", ByteBuffer.allocate(8).putLong(119).array());
        spring.put("kafka_dlt-exception-message", text("listener failed"));
        write(dead, "k", "a", smallrye);
        write(dead, "k", "b", connect);
        write(dead, "k", "c", spring);

        var page = page("topic=" + dead);

        assertThat(page.getList("records.value", String.class)).containsExactly("c", "b", "a");
        assertThat(page.getList("records.reason", String.class))
                .containsExactly("listener failed", "bad schema", "no such customer");
        assertThat(page.getList("records.origin.offset", Integer.class)).containsExactly(119, 118, 117);
        assertThat(page.getList("records.origin.partition", Integer.class)).containsExactly(3, 3, 3);
        assertThat(page.getString("records[2].class")).isEqualTo("java.lang.IllegalStateException");
        assertThat(page("topic=" + dead + "&cause=SCHEMA").getList("records.value", String.class))
                .containsExactly("b");
        assertThat(page("topic=" + dead + "&where=value==\"c\"").getList("records.value", String.class))
                .containsExactly("c");
        redrive(dead, "{\"where\":\"value == \\\"a\\\"\",\"to\":\"" + topic + "\"}")
                .then()
                .body("count", equalTo(1));
        redrive(dead, "{\"where\":\"value ==\"}").then().statusCode(400).body("message", containsString("column 9"));
        when().get("/dead-letters")
                .then()
                .statusCode(200)
                .body("topics.topic", hasItem(dead.name()))
                .body("topics.find { it.topic == '" + dead + "' }.records", equalTo(3))
                .body("topics.find { it.topic == '" + dead + "' }.origins", equalTo(List.of("orders")));
        when().get("/dead-letters?origins=false&prefix=" + dead)
                .then()
                .body("topics[0].records", equalTo(3))
                .body("topics[0].origins", equalTo(List.of()));
    }

    @Test
    void pages_go_back_in_time_over_partitions_without_a_gap(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 3);
        for (int i = 0; i < 25; i++) {
            write(dead, i % 3, null, "v" + i, 1_000L + i, of(topic));
        }

        List<String> found = new ArrayList<>();
        String after = "";
        do {
            var page = page("topic=" + dead + "&limit=4" + after);
            found.addAll(page.getList("records.value", String.class));
            after = page.getString("next") == null ? "" : "&after=" + page.getString("next");
        } while (!after.isEmpty());

        assertThat(found)
                .containsExactlyElementsOf(IntStream.iterate(24, i -> i >= 0, i -> i - 1)
                        .mapToObj(i -> "v" + i)
                        .toList());
    }

    @Test
    void three_of_five_are_sent_back_as_they_were_and_stay_marked(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 5; i++) {
            var headers = of(topic);
            headers.put("own", new byte[] {0, (byte) 0xff, 1});
            write(dead, "key", "v" + i, headers);
        }
        var chosen = "{\"records\":[{\"partition\":0,\"offset\":0},{\"partition\":0,\"offset\":2},"
                + "{\"partition\":0,\"offset\":4}]";

        redrive(dead, chosen + "}")
                .then()
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("count", equalTo(3))
                .body("by_target[0].topic", equalTo(topic.name()));
        assertThat(topic.records()).isEmpty();
        var report = execute(dead, chosen + ",\"dry_run\":false}");

        assertThat(report.getInt("sent")).isEqualTo(3);
        assertThat(report.getList("results.to.offset", Integer.class)).containsExactly(0, 1, 2);
        assertThat(topic.values()).containsExactly("v0", "v2", "v4");
        var record = topic.records().get(0);
        assertThat(record.key()).isEqualTo(text("key"));
        assertThat(StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> header.key())
                        .toList())
                .containsExactly("own", "weir-redrive");
        assertThat(record.headers().lastHeader("own").value()).containsExactly(0, 0xff, 1);
        assertThat(dead.records()).hasSize(5);
        assertThat(page("topic=" + dead).getList("records.value", String.class)).containsExactly("v3", "v1");
        var sent = page("topic=" + dead + "&state=sent");
        assertThat(sent.getList("records.value", String.class)).containsExactly("v4", "v2", "v0");
        assertThat(sent.getList("records.sent.offset", Integer.class)).containsExactly(2, 1, 0);

        var again = execute(dead, chosen + ",\"dry_run\":false}");
        assertThat(again.getInt("skipped")).isEqualTo(3);
        assertThat(again.getString("results[0].error")).contains("was sent already");
        assertThat(execute(dead, chosen + ",\"dry_run\":false,\"force\":true}").getInt("sent"))
                .isEqualTo(3);
    }

    @Test
    void two_redrives_at_once_send_every_dead_letter_once(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 200; i++) {
            write(dead, "k" + i, "v" + i, of(topic));
        }
        var all = "{\"dry_run\":false,\"records_per_second\":2000}";

        var ids = IntStream.range(0, 3)
                .mapToObj(i -> redrive(dead, all).jsonPath().getString("id"))
                .toList();
        var reports = ids.stream().map(DeadLettersResourceTest::ended).toList();

        assertThat(reports.stream().mapToInt(each -> each.getInt("sent")).sum()).isEqualTo(200);
        assertThat(reports.stream().mapToInt(each -> each.getInt("skipped")).sum())
                .isEqualTo(400);
        assertThat(topic.values()).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void after_a_failure_no_later_record_of_its_key_is_sent(TestTopic topic) {
        var small = TestTopic.create(topic + ".small", 1);
        TestTopic.kafka().topics().createAndWait(topic + ".tight", 1, Deadlines.seconds(30));
        limit(topic + ".tight", 300);
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "a", "a1", of(small));
        write(dead, "a", "x".repeat(2_000), of(small));
        write(dead, "b", "b1", of(small));
        write(dead, "a", "a3", of(small));
        write(dead, "b", "b2", of(small));

        var report = execute(dead, "{\"dry_run\":false,\"to\":\"" + topic + ".tight\"}");

        assertThat(new TestTopic(topic + ".tight", 1).values()).containsExactly("a1", "b1", "b2");
        assertThat(report.getList("results.findAll { it.effect == 'failed' }.offset", Integer.class))
                .containsExactly(1);
        assertThat(report.getString("results.find { it.offset == 3 }.error")).contains("earlier record of its key");
        assertThat(page("topic=" + dead).getList("records.offset", Integer.class))
                .containsExactly(3, 1);
    }

    @Test
    void a_record_that_came_back_three_times_is_skipped_unless_forced(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        var headers = of(topic);
        headers.put("weir-redrive", text("{\"count\":3}"));
        write(dead, "k", "v", headers);

        redrive(dead, "{}")
                .then()
                .body("count", equalTo(0))
                .body("skipped[0].error", containsString("sent back 3 times"));
        assertThat(execute(dead, "{\"dry_run\":false,\"force\":true}").getInt("sent"))
                .isEqualTo(1);

        assertThat(new String(
                        topic.record().headers().lastHeader("weir-redrive").value(), UTF_8))
                .contains("\"count\":4", "\"topic\":\"" + dead + "\"");
    }

    @Test
    void edited_parts_are_sent_in_place_of_those_of_the_dead_letter(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, "k", "wrong", of(topic));
        write(dead, "k", "wrong", of(topic));

        execute(
                dead,
                "{\"dry_run\":false,\"records\":[{\"partition\":0,\"offset\":0,\"value\":\"{\\\"a\\\":1.00}\","
                        + "\"headers\":[{\"key\":\"h\",\"value\":\"AP8=\"}]},"
                        + "{\"partition\":0,\"offset\":1,\"key\":null,\"value\":null}]}");

        List<ConsumerRecord<byte[], byte[]>> records = topic.records();
        assertThat(topic.values()).containsExactly("{\"a\":1.00}", null);
        assertThat(records.get(0).headers().lastHeader("h").value()).containsExactly(0, 0xff);
        assertThat(records.get(1).key()).isNull();
        redrive(dead, "{\"records\":[{\"partition\":0,\"offset\":0,\"value\":{}}]}")
                .then()
                .statusCode(400)
                .body("message", containsString("$.records[0].value"));
    }

    @Test
    void a_slow_redrive_is_cancelled_and_keeps_its_results(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 20; i++) {
            write(dead, "k" + i, "v" + i, of(topic));
        }
        var id = redrive(dead, "{\"dry_run\":false,\"records_per_second\":0.01}")
                .jsonPath()
                .getString("id");
        await().until(() -> report(id).getInt("sent") == 1);

        when().delete("/dead-letters/redrives/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("sent", equalTo(1));

        assertThat(topic.values()).containsExactly("v0");
        assertThat(page("topic=" + dead + "&limit=100").getList("records")).hasSize(19);
    }

    @Test
    void what_cannot_be_sent_says_why(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        var gone = of(topic);
        gone.put("dead-letter-topic", text(topic + ".gone"));
        write(dead, "k", "v", gone);
        write(dead, "k", "v", new LinkedHashMap<>());
        var left = of(topic);
        left.put("dead-letter-left-out", text("value"));
        write(dead, "k", "", left);

        redrive(dead, "{}")
                .then()
                .body("skipped_count", equalTo(3))
                .body("skipped[0].error", containsString("There is no topic '" + topic + ".gone'"))
                .body("skipped[1].error", containsString("do not name the topic"))
                .body("skipped[2].error", containsString("lacks a part"));
        redrive(dead, "{\"records\":[{\"partition\":0,\"offset\":99}]}")
                .then()
                .body("skipped[0].error", containsString("There is no record"));
        redrive(new TestTopic(topic + ".none.dead", 1), "{}").then().statusCode(404);
        redrive(topic, "{}").then().statusCode(200).body("count", equalTo(0));
        when().get("/dead-letters/redrives/none").then().statusCode(404);
        given().queryParam("after", "%%")
                .when()
                .get("/dead-letters/records")
                .then()
                .statusCode(400);
    }

    @Test
    void dead_letter_topics_come_in_pages(TestTopic topic) {
        var names = Stream.of("a", "b", "c")
                .map(name -> topic + "." + name + ".dead")
                .toList();
        names.forEach(name -> TestTopic.create(name, 1));

        var first = when().get("/dead-letters?limit=2&contains=" + topic).jsonPath();
        var second = when().get("/dead-letters?limit=2&contains=" + topic + "&after=" + first.getString("next"))
                .jsonPath();

        assertThat(first.getList("topics.topic", String.class)).isEqualTo(names.subList(0, 2));
        assertThat(first.getString("next")).isEqualTo(names.get(1));
        assertThat(second.getList("topics.topic", String.class)).isEqualTo(names.subList(2, 3));
        assertThat(second.getString("next")).isNull();
        when().get("/dead-letters?limit=0").then().statusCode(400).body("message", containsString("limit"));
    }

    @Test
    void offsets_without_a_record_end_neither_a_page_nor_a_redrive(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        try (var transactions = new Transactions(dead.name())) {
            for (int i = 0; i < 4; i++) {
                transactions.commit("v" + i);
                transactions.abort("aborted");
            }
        }

        List<String> found = new ArrayList<>();
        String after = "";
        do {
            var page = page("topic=" + dead + "&limit=1" + after);
            found.addAll(page.getList("records.value", String.class));
            after = page.getString("next") == null ? "" : "&after=" + page.getString("next");
        } while (!after.isEmpty());
        var report = execute(dead, "{\"dry_run\":false,\"to\":\"" + topic + "\"}");

        assertThat(found).containsExactly("v3", "v2", "v1", "v0");
        assertThat(report.getInt("sent")).isEqualTo(4);
        assertThat(topic.values()).containsExactly("v0", "v1", "v2", "v3");
    }

    @Test
    void a_redrive_sends_no_more_than_so_many_records_a_second(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 11; i++) {
            write(dead, "k" + i, "v" + i, of(topic));
        }

        execute(dead, "{\"dry_run\":false,\"records_per_second\":10}");

        var times = topic.records().stream().map(ConsumerRecord::timestamp).toList();
        assertThat(times).hasSize(11);
        assertThat(times.get(10) - times.get(0))
                .as("milliseconds between the first record and the eleventh")
                .isGreaterThanOrEqualTo(900);
    }

    @Test
    void marks_go_away_with_their_dead_letters(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        for (int i = 0; i < 3; i++) {
            write(dead, "k", "v" + i, of(topic));
        }
        execute(dead, "{\"dry_run\":false}");
        assertThat(summary(dead).getInt("sent")).isEqualTo(3);
        sending("application/json", "{\"before\":{\"0\":2}}")
                .post("/admin/topics/" + dead + "/truncate")
                .then()
                .statusCode(200);

        assertThat(summary(dead).getInt("records")).isEqualTo(1);
        assertThat(summary(dead).getInt("sent"))
                .as("marks of deleted letters count no more")
                .isEqualTo(1);
        assertThat(execute(dead, "{\"dry_run\":false}").getInt("skipped")).isEqualTo(1);

        var left = new TestTopic("weir.redrives", 1)
                .records().stream()
                        .collect(Collectors.toMap(
                                mark -> new String(mark.key(), UTF_8),
                                mark -> mark.value() == null ? "" : new String(mark.value(), UTF_8),
                                (earlier, later) -> later));
        assertThat(left.values())
                .as("marks of letters that went to this topic")
                .filteredOn(mark -> mark.contains("\"" + topic + "\""))
                .hasSize(1);
    }

    private static JsonPath summary(TestTopic dead) {
        var found = when().get("/dead-letters?prefix=" + dead).jsonPath();
        assertThat(found.getList("topics")).hasSize(1);
        return found.setRootPath("topics[0]");
    }

    @Test
    void hostile_headers_and_values_are_listed_cut_and_shown_whole(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        var headers = of(topic);
        var large = new byte[600_000];
        Arrays.fill(large, (byte) 'x');
        headers.put("dead-letter-reason", large);
        headers.put("dead-letter-partition", new byte[] {(byte) 0xc3, 0x28});
        headers.put("binary", new byte[] {(byte) 0xff, (byte) 0xfe});
        write(dead, "k", "<img onerror=1>\u0000\u202e" + "\u00e9".repeat(100_000), headers);

        var listed = when().get("/dead-letters/records?topic=" + dead);
        assertThat(listed.asByteArray().length).isLessThan(20_000);
        assertThat(listed.jsonPath().getBoolean("records[0].truncated")).isTrue();
        assertThat(listed.jsonPath().getString("records[0].value_format")).isEqualTo("text");
        assertThat(listed.jsonPath().getString("records[0].value")).startsWith("<img onerror=1>\u0000\u202e");
        when().get("/dead-letters/" + dead + "/0/0")
                .then()
                .statusCode(200)
                .body("truncated", equalTo(false))
                .body("origin.partition", nullValue())
                .body("headers.key", equalTo(List.of("binary")))
                .body("state", equalTo("held"));
        when().get("/dead-letters/" + dead + "/0/5").then().statusCode(404);
    }

    private static Map<String, byte[]> of(TestTopic origin) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("dead-letter-topic", text(origin.name()));
        headers.put("dead-letter-partition", text("0"));
        headers.put("dead-letter-reason", text("failed"));
        return headers;
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static void write(TestTopic to, String key, String value, Map<String, byte[]> headers) {
        write(to, null, key, value, null, headers);
    }

    private static void write(
            TestTopic to, Integer partition, String key, String value, Long time, Map<String, byte[]> headers) {
        var all = new RecordHeaders();
        headers.forEach(all::add);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(
                    new ProducerRecord<>(to.name(), partition, time, key == null ? null : text(key), text(value), all));
        }
    }

    private static void limit(String topic, int bytes) {
        sending("application/json", "{\"configs\":{\"max.message.bytes\":\"" + bytes + "\"}}")
                .patch("/admin/topics/" + topic)
                .then()
                .statusCode(204);
    }

    private static Response redrive(TestTopic dead, String body) {
        return sending("application/json", body).post("/dead-letters/" + dead + "/redrive");
    }

    private static JsonPath execute(TestTopic dead, String body) {
        var started = redrive(dead, body);
        started.then().statusCode(202);
        return ended(started.jsonPath().getString("id"));
    }

    private static JsonPath ended(String id) {
        var last = await().atMost(Deadlines.seconds(60))
                .until(() -> report(id), report -> !report.getString("state").equals("running"));
        assertThat(last.getString("state")).as(last.prettify()).isEqualTo("done");
        return last;
    }

    private static JsonPath report(String id) {
        return when().get("/dead-letters/redrives/" + id).jsonPath();
    }

    private static JsonPath page(String query) {
        var page = when().get("/dead-letters/records?" + query);
        page.then().statusCode(200);
        return page.jsonPath();
    }
}

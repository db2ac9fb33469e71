package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A consumer instance, used over HTTP. */
final class RestConsumer implements AutoCloseable {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    private final String address;
    private final String accept;

    private RestConsumer(String address, String accept) {
        this.address = address;
        this.accept = accept;
    }

    /** Creates an instance of the text format with further settings. */
    static RestConsumer text(String group, String... fields) {
        var all = new ArrayList<>(List.of("\"format\":\"text\""));
        all.addAll(Arrays.asList(fields));
        return create(group, "{" + String.join(",", all) + "}", MediaTypes.RECORDS_TEXT);
    }

    /** Creates an instance from the body of the request. */
    static RestConsumer create(String group, String body, String accept) {
        var id = sending(MediaTypes.CONTROL, body)
                .post("/consumers/" + group)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("instance_id");
        return new RestConsumer("/consumers/" + group + "/instances/" + id, accept);
    }

    /** The values of records. */
    static List<Object> values(List<Map<String, Object>> records) {
        return records.stream().map(record -> record.get("value")).toList();
    }

    /** Produces records in one request. */
    static void send(TestTopic topic, String... values) {
        var records = List.of(values).stream()
                .map(value -> "{\"value\":\"" + value.replace("\"", "\\\"") + "\"}")
                .collect(Collectors.joining(","));
        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[" + records + "]}")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);
    }

    String address() {
        return address;
    }

    RestConsumer subscribe(Object... topics) {
        var names = Arrays.stream(topics).map(topic -> "\"" + topic + "\"").collect(Collectors.joining(","));
        post("/subscription", "{\"topics\":[" + names + "]}").statusCode(204);
        return this;
    }

    RestConsumer assign(Object topic, int... partitions) {
        var all = Arrays.stream(partitions)
                .mapToObj(partition -> "{\"topic\":\"" + topic + "\",\"partition\":" + partition + "}")
                .collect(Collectors.joining(","));
        post("/assignments", "{\"partitions\":[" + all + "]}").statusCode(204);
        return this;
    }

    /** Waits until the group has given it so many partitions of a topic. */
    RestConsumer awaitPartitions(Object topic, int count) {
        Deadlines.await().atMost(TIMEOUT).until(() -> partitions(topic).size() == count);
        return this;
    }

    List<Integer> partitions(Object topic) {
        return get("/assignments")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("partitions.findAll { it.topic == '" + topic + "' }.partition", Integer.class);
    }

    ValidatableResponse post(String path, String body) {
        return sending(MediaTypes.CONTROL, body).post(address + path).then();
    }

    ValidatableResponse get(String path) {
        return when().get(address + path).then();
    }

    ValidatableResponse delete(String path) {
        return when().delete(address + path).then();
    }

    ValidatableResponse poll(String query) {
        return given().accept(accept).get(address + "/records" + query).then();
    }

    /** One poll's records, as the answer has them. */
    List<Map<String, Object>> records(String query) {
        return poll(query).statusCode(200).extract().jsonPath().getList("$");
    }

    /** Polls until there are so many values; more fail the test that compares them. */
    List<String> values(int count) {
        List<String> values = new ArrayList<>();
        await(() -> {
            records("?timeout=500").forEach(record -> values.add(String.valueOf(record.get("value"))));
            return values.size() >= count;
        });
        return values;
    }

    static void await(BooleanSupplier condition) {
        Deadlines.await()
                .atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(condition::getAsBoolean);
    }

    /** Ends it. */
    void end() {
        when().delete(address).then().statusCode(204);
    }

    /** Ends it, unless it is already. */
    @Override
    public void close() {
        when().delete(address);
    }
}

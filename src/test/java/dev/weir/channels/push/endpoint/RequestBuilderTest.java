package dev.weir.channels.push.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RequestBuilderTest {

    private static final String EVENT = "application/cloudevents+json";

    @Test
    void a_record_is_a_cloud_event_in_headers() {
        var request = binary(record("用户 7", "这是消息", new RecordHeaders().add("trace", "7".getBytes(UTF_8))));

        assertThat(request.body().toString()).isEqualTo("这是消息");
        assertThat(request.headers().get("ce-specversion")).isEqualTo("1.0");
        assertThat(request.headers().get("ce-type")).isEqualTo("dev.weir.kafka.record");
        assertThat(request.headers().get("ce-source")).isEqualTo("/topics/orders/partitions/3");
        assertThat(request.headers().get("ce-id")).isEqualTo("42");
        assertThat(request.headers().get("ce-time")).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(request.headers().get("ce-partitionkey")).isEqualTo("%E7%94%A8%E6%88%B7%207");
        assertThat(request.headers().get("content-type")).isEqualTo("text/plain");
        assertThat(request.headers().get("kafka-header-trace")).isEqualTo("7");
    }

    @Test
    void a_record_that_is_a_cloud_event_stays_that_event() {
        var request = binary(record("k", "v", event()));

        assertThat(request.headers().get("ce-id")).isEqualTo("A234");
        assertThat(request.headers().get("ce-type")).isEqualTo("com.example.some%22event");
        assertThat(request.headers().get("ce-source")).isEqualTo("/%C3%A9");
        assertThat(request.headers().get("content-type")).isEqualTo("application/avro");
        assertThat(request.headers().names()).noneMatch(name -> name.startsWith("Kafka-Header-"));
    }

    @Test
    void headers_that_http_cannot_carry_do_not_fail_a_record() {
        var headers = new RecordHeaders();
        headers.add("content-type", null);
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", null);
        headers.add("ce_x\r\nEvil: 1\r\ny", "v".getBytes(UTF_8));
        headers.add("ce_type", "a\r\nEvil: 1".getBytes(UTF_8));
        headers.add("x", "a\r\nEvil: 1".getBytes(UTF_8));

        var request = binary(record("k\r\nEvil: 1", "v", headers));

        assertThat(request.headers().get("content-type")).isEqualTo("text/plain");
        assertThat(request.headers().get("ce-type")).isEqualTo("a%0D%0AEvil:%201");
        assertThat(request.headers().entries())
                .noneMatch(header -> header.getValue().contains("\n"));
        assertThat(request.headers().names()).noneMatch(name -> name.startsWith("ce-x") || name.equals("ce-id"));
    }

    @Test
    void a_content_type_with_a_line_break_is_ignored() {
        var headers = new RecordHeaders().add("content-type", "text/html\r\nEvil: 1".getBytes(UTF_8));

        assertThat(binary(record("k", "v", headers)).headers().get("content-type"))
                .isEqualTo("text/plain");
    }

    @Test
    void a_structured_event_is_unchanged() {
        var headers = new RecordHeaders().add("content-type", EVENT.getBytes(UTF_8));
        var record = record(null, "{\"id\":\"1\"}", headers);

        for (var content : List.of(PushContent.BINARY, PushContent.STRUCTURED)) {
            var request = request(content, record);
            assertThat(request.headers().get("content-type")).isEqualTo(EVENT);
            assertThat(request.headers().names()).noneMatch(name -> name.startsWith("ce-"));
            assertThat(request.body().toString()).isEqualTo("{\"id\":\"1\"}");
        }
    }

    @Test
    void a_tombstone_has_no_content_type() {
        var request = binary(record("k", null, new RecordHeaders()));

        assertThat(request.body().length()).isZero();
        assertThat(request.headers().get("content-type")).isNull();
    }

    @Test
    void record_headers_that_http_cannot_carry_are_omitted() {
        var headers = new RecordHeaders()
                .add("two words", "v".getBytes(UTF_8))
                .add("split", "a\r\nEvil: 1".getBytes(UTF_8))
                .add("none", null)
                .add("bytes", new byte[] {'a', (byte) 0xe9});

        var sent = binary(record("k", "v", headers)).headers();

        assertThat(sent.names()).noneMatch(name -> name.contains("words") || name.endsWith("split"));
        assertThat(sent.get("Kafka-Header-bytes")).isEqualTo("a\u00e9");
    }

    @Test
    void a_structured_record_has_its_attributes_and_its_value_in_json() {
        var headers = new RecordHeaders().add("content-type", "application/json; charset=utf-8".getBytes(UTF_8));

        var request = request(PushContent.STRUCTURED, record("k\"1", "{\"total\": 1.50}", headers));

        assertThat(request.headers().get("content-type")).isEqualTo(EVENT);
        assertThat(request.body().toString()).contains("\"data\":{\"total\": 1.50}");
        var event = new JsonObject(request.body());
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("source")).isEqualTo("/topics/orders/partitions/3");
        assertThat(event.getString("id")).isEqualTo("42");
        assertThat(event.getString("partitionkey")).isEqualTo("k\"1");
        assertThat(event.getString("datacontenttype")).isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void text_is_a_string_and_other_values_are_base64() {
        assertThat(json(record("k", "a\n\u2028é", new RecordHeaders())).getString("data"))
                .isEqualTo("a\n\u2028é");
        var avro = new RecordHeaders().add("content-type", "application/avro".getBytes(UTF_8));
        assertThat(json(record("k", "abc", avro)).getString("data_base64")).isEqualTo("YWJj");
        var json = new RecordHeaders().add("content-type", "application/json".getBytes(UTF_8));
        assertThat(json(record("k", "{", json)).getString("data_base64")).isEqualTo("ew==");
    }

    @Test
    void a_structured_tombstone_has_no_data() {
        var event = json(record("k", null, new RecordHeaders()));

        assertThat(event.containsKey("data")).isFalse();
        assertThat(event.containsKey("datacontenttype")).isFalse();
        assertThat(event.getString("id")).isEqualTo("42");
    }

    @Test
    void a_structured_record_that_is_an_event_keeps_its_attributes() {
        var event = json(record("k", "v", event()));

        assertThat(event.getString("id")).isEqualTo("A234");
        assertThat(event.getString("type")).isEqualTo("com.example.some\"event");
        assertThat(event.getString("data_base64")).isEqualTo("dg==");
    }

    @Test
    void a_batch_is_an_array_of_events() {
        var structured = new RecordHeaders().add("content-type", EVENT.getBytes(UTF_8));
        var request = new RequestBuilder(PushContent.BATCH, "text/plain")
                .of(List.of(record("k", "v", new RecordHeaders()), record("k", "{\"id\":\"1\"}", structured)));

        assertThat(request.headers().get("content-type")).isEqualTo("application/cloudevents-batch+json");
        var events = new JsonArray(request.body());
        assertThat(events.getJsonObject(0).getString("data")).isEqualTo("v");
        assertThat(events.getJsonObject(1)).isEqualTo(new JsonObject().put("id", "1"));
    }

    @Test
    void a_raw_record_has_its_place_in_headers() {
        var request = request(PushContent.RAW, record("k", "v", new RecordHeaders().add("x", "1".getBytes(UTF_8))));

        assertThat(request.body().toString()).isEqualTo("v");
        assertThat(request.headers().names()).noneMatch(name -> name.startsWith("ce-"));
        assertThat(request.headers().get("Kafka-Topic")).isEqualTo("orders");
        assertThat(request.headers().get("Kafka-Partition")).isEqualTo("3");
        assertThat(request.headers().get("Kafka-Offset")).isEqualTo("42");
        assertThat(request.headers().get("Kafka-Key")).isEqualTo("aw==");
        assertThat(request.headers().get("Kafka-Header-x")).isEqualTo("1");
    }

    private static Headers event() {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "A234",
                        "ce_type", "com.example.some\"event",
                        "ce_source", "/é",
                        "content-type", "application/avro")
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }

    private static JsonObject json(ConsumerRecord<byte[], byte[]> record) {
        return new JsonObject(request(PushContent.STRUCTURED, record).body());
    }

    private static PushRequest binary(ConsumerRecord<byte[], byte[]> record) {
        return request(PushContent.BINARY, record);
    }

    private static PushRequest request(PushContent content, ConsumerRecord<byte[], byte[]> record) {
        return new RequestBuilder(content, "text/plain").of(List.of(record));
    }

    static ConsumerRecord<byte[], byte[]> record(String key, String value, Headers headers) {
        return new ConsumerRecord<>(
                "orders",
                3,
                42,
                1_000,
                TimestampType.CREATE_TIME,
                1,
                1,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.empty());
    }
}

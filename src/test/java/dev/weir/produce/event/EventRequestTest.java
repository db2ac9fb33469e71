package dev.weir.produce.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRequestTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\",\"partitionkey\":\"k\",\"data\":{\"id\":1}}";

    @Test
    void a_binary_event_keeps_its_attributes_in_record_headers() {
        var http = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/json")
                .add("ce-specversion", "1.0")
                .add("CE-Id", "7")
                .add("ce-source", "/caf%C3%A9")
                .add("ce-type", "t")
                .add("ce-partitionkey", "k");

        var event = one(http, "{}");

        assertThat(event.key()).asString(UTF_8).isEqualTo("k");
        assertThat(event.value()).asString(UTF_8).isEqualTo("{}");
        assertThat(headers(event))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "7")
                .containsEntry("ce_source", "/café")
                .containsEntry("ce_type", "t")
                .containsEntry("ce_partitionkey", "k")
                .containsEntry("content-type", "application/json")
                .hasSize(6);
    }

    @Test
    void a_structured_event_is_stored_byte_for_byte() {
        var event = one(typed("application/cloudevents+json; charset=utf-8"), EVENT);

        assertThat(event.key()).asString(UTF_8).isEqualTo("k");
        assertThat(event.value()).asString(UTF_8).isEqualTo(EVENT);
        assertThat(headers(event)).isEqualTo(Map.of("content-type", "application/cloudevents+json"));
    }

    @Test
    void each_event_of_a_batch_is_a_structured_event() {
        var other = EVENT.replace("\"7\"", "\"8\"").replace("\"partitionkey\":\"k\",", "");

        var events = EventRequest.read(
                        typed("application/cloudevents-batch+json"),
                        ("[ " + EVENT + ",\n" + other + "]").getBytes(UTF_8))
                .orElseThrow();

        assertThat(events).extracting(event -> new String(event.value(), UTF_8)).containsExactly(EVENT, other);
        assertThat(events.get(1).key()).isNull();
    }

    @Test
    void a_key_that_is_no_text_comes_back() {
        var http = typed("text/plain")
                .add("ce-specversion", "1.0")
                .add("ce-id", "7")
                .add("ce-source", "/s")
                .add("ce-type", "t")
                .add("ce-partitionkeybase64", "/w==");

        assertThat(one(http, "v").key()).containsExactly(0xff);
    }

    @Test
    void another_request_is_no_event() {
        assertThat(EventRequest.read(typed("application/json"), EVENT.getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/cloudevents+json       | []                                      | must be a CloudEvent
            application/cloudevents+json       | {"specversion":"1.0"}                   | $.id is missing
            application/cloudevents+json       | {"id":7,"specversion":"1.0"}            | $.id is missing
            application/cloudevents+json       | {"specversion":"0.3","id":"1","source":"s","type":"t"} | must be 1.0
            application/cloudevents+json       | {"id":                                  | JSON
            application/cloudevents-batch+json | {}                                      | must be an array
            application/cloudevents-batch+json | [1]                                     | $[0]
            """)
    void an_event_that_is_not_valid_is_refused(String type, String body, String problem) {
        assertThatThrownBy(() -> EventRequest.read(typed(type), body.getBytes(UTF_8)))
                .hasMessageContaining(problem);
    }

    @Test
    void a_binary_event_without_an_attribute_is_refused() {
        assertThatThrownBy(() ->
                        EventRequest.read(MultiMap.caseInsensitiveMultiMap().add("ce-specversion", "1.0"), new byte[0]))
                .hasMessageContaining("ce-id is missing");
    }

    private static MultiMap typed(String type) {
        return MultiMap.caseInsensitiveMultiMap().add("content-type", type);
    }

    private static EventRecord one(MultiMap http, String body) {
        List<EventRecord> events = EventRequest.read(http, body.getBytes(UTF_8)).orElseThrow();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static Map<String, String> headers(EventRecord event) {
        var all = new TreeMap<String, String>();
        event.headers().forEach(header -> all.put(header.key(), new String(header.value(), UTF_8)));
        return all;
    }
}

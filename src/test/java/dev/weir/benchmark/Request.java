package dev.weir.benchmark;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A POST that is sent again and again.
 *
 * @param key of an API, null for none
 * @param records how many it carries
 */
record Request(String path, String contentType, String key, Buffer body, int records) {

    static final int VALUE_BYTES = 100;

    /** A record whose value is the body. */
    static Request raw(String topic, String query) {
        return new Request("/topics/" + topic + "/records" + query, "application/octet-stream", null, value(), 1);
    }

    /** The same request of a client with a key. */
    Request with(String apiKey) {
        return new Request(path, contentType, apiKey, body, records);
    }

    /** Records as JSON values. */
    static Request json(String topic, int records) {
        var value = "\"" + "x".repeat(VALUE_BYTES - 2) + "\"";
        return batch(topic, "application/vnd.kafka.json.v2+json", value, records);
    }

    /** Records as base64. */
    static Request binary(String topic, int records) {
        var value = "\"" + Base64.getEncoder().encodeToString(value().getBytes()) + "\"";
        return batch(topic, "application/vnd.kafka.binary.v2+json", value, records);
    }

    private static Request batch(String topic, String contentType, String value, int records) {
        var body = IntStream.range(0, records)
                .mapToObj(i -> "{\"value\":" + value + "}")
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
        return new Request("/topics/" + topic, contentType, null, Buffer.buffer(body), records);
    }

    private static Buffer value() {
        return Buffer.buffer("x".repeat(VALUE_BYTES).getBytes(StandardCharsets.US_ASCII));
    }
}

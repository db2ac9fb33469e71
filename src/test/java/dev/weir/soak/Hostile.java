package dev.weir.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Invalid and malicious requests; a response with a status 5xx is a defect. */
enum Hostile {
    CLOUD_EVENT("POST /topics/web_log/records", """
            Kafka-Header-content-type: application/cloudevents+json""", """
            {"specversion":"1.0","id":"7","source":"/shop","type":"com.example.order","data":{"n":1}}"""),
    CLOUD_EVENT_THAT_IS_NONE("POST /topics/web_log/records", """
            Kafka-Header-content-type: application/cloudevents+json""", "{"),
    CLOUD_EVENT_IN_HEADERS("POST /topics/web_log/records", """
            Kafka-Header-ce_specversion: 1.0
            Kafka-Header-ce_id: 1
            Kafka-Header-ce_type: t
            Kafka-Header-ce_source: :no uri:""", "v"),
    HEADER_WITHOUT_VALUE("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.json.v2+json""", """
            {"records":[{"value":1,"headers":[{"key":"content-type","value":null}]}]}"""),
    HEADER_OF_NO_UTF_8("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.json.v2+json""", """
            {"records":[{"value":1,"headers":[{"key":"traceparent","value":"//8="},{"key":"","value":"//8="}]}]}"""),
    BAD_JSON("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.json.v2+json""", "{\"records\":[{\"value\":}]}"),
    DEEP_JSON("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.json.v2+json""", """
            {"records":[{"value":%s%s}]}""".formatted("[".repeat(200_000), "]".repeat(200_000))),
    LONG_NUMBER("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.json.v2+json""", """
            {"records":[{"value":%s}]}""".formatted("9".repeat(200_000))),
    BAD_UTF_8("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.text.v2+json""", "{\"records\":[{\"value\":\"\u00ff\u00fe\"}]}"),
    BAD_BASE64("POST /topics/web_log", """
            Content-Type: application/vnd.kafka.binary.v2+json""", "{\"records\":[{\"value\":\"*\"}]}"),
    BAD_ESCAPE("POST /topics/web_log/records?key=100%", "", "v"),
    BAD_ESCAPE_OF_A_TOPIC("GET /topics/%zz", "", ""),
    ZERO_BYTE("POST /topics/%00/records", "", "v"),
    DOTS("GET /topics/../../etc/passwd", "", ""),
    LONG_ADDRESS("GET /topics/" + "a".repeat(20_000), "", ""),
    LONG_HEADER("GET /topics", "X: " + "a".repeat(60_000), ""),
    UNKNOWN_TOPIC("POST /topics/soak-no-such-topic/records", "", "v"),
    UNKNOWN_PARTITION("POST /topics/web_log/records?partition=7", "", "v"),
    UNKNOWN_ADDRESS("GET /no/such/address", "", ""),
    UNKNOWN_METHOD("BREW /topics", "", ""),
    OLD_TIMESTAMP("POST /topics/web_log/records?timestamp=-1", "", "v"),
    INTERNAL_TOPIC("POST /topics/__consumer_offsets/records", "", "v"),
    OVERSIZED_RECORD("POST /topics/web_log/records", "", "v".repeat(1_500_000)),
    OVERSIZED_BODY("POST /topics/web_log/records", "", "v".repeat(3_000_000)),
    OVERSIZED_LINE("POST /topics/web_log/records", """
            Content-Type: application/x-ndjson""", "{\"value\":\"" + "v".repeat(3_000_000) + "\"}\n"),
    LINES_OF_NONSENSE("POST /topics/web_log/records", """
            Content-Type: application/x-ndjson""", "{\"value\":}\n\u0000\n[]\n".repeat(500)),
    NO_CONTENT_TYPE("POST /admin/topics", "", "{\"topic_name\":\"soak-foreign\"}"),
    FOREIGN_ORIGIN("POST /admin/topics", """
            Content-Type: application/json
            Origin: https://evil.example""", "{\"topic_name\":\"soak-foreign\"}"),
    FOREIGN_HOST("GET /topics", "Host: evil.example", ""),
    NO_NUMBER_OF_PARTITIONS("POST /admin/topics", """
            Content-Type: application/json""", """
            {"topic_name":"soak-huge","partitions_count":2147483647}"""),
    UNKNOWN_SETTING("PATCH /admin/topics/web_log", """
            Content-Type: application/json""", """
            {"configs":{"no.such.setting":"1"}}"""),
    UNKNOWN_INSTANCE("GET /consumers/none/instances/none/records", "", ""),
    LARGE_TEMPLATE("POST /generators", """
            Content-Type: application/json""", """
            {"topic":"web_log","value":"{random:2000000000}","count":1}"""),
    GZIP_BOMB("POST /topics/web_log/records", "Content-Encoding: gzip", zeros(100_000_000)),
    GZIP_LINES_BOMB("POST /topics/web_log/records", """
            Content-Type: application/x-ndjson
            Content-Encoding: gzip""", zeros(100_000_000)),
    NO_GZIP("POST /topics/web_log/records", "Content-Encoding: gzip", "v"),
    TWO_LENGTHS("POST /topics/web_log/records", "Transfer-Encoding: chunked", "0\r\n\r\n"),
    OLD_PROTOCOL("POST /consumers/soak-old HTTP/1.0\r\nX: y", "", ""),
    LATEST_PROTOCOL("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "", ""),
    TLS("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", "", "");

    // Of a character a byte, since arrays may be changed.
    private final String request;

    Hostile(String what, String headers, String body) {
        var lines = new StringBuilder(what);
        if (!what.contains("HTTP/")) {
            lines.append(" HTTP/1.1");
        }
        lines.append("\r\nConnection: close\r\n");
        if (!headers.contains("Host:")) {
            lines.append("Host: localhost\r\n");
        }
        headers.lines().forEach(line -> lines.append(line).append("\r\n"));
        if (!body.isEmpty()) {
            lines.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        request = lines + "\r\n" + body;
    }

    byte[] request() {
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As a string of a character a byte. */
    private static String zeros(int count) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            var block = new byte[100_000];
            for (int i = 0; i < count / block.length; i++) {
                zip.write(block);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }
}

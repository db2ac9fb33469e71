package dev.weir.testing;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The beginnings of requests, and whole ones. */
public final class Requests {

    private Requests() {}

    /** A request with the content type as it is given; RestAssured would add a charset. */
    public static RequestSpecification sending(String contentType) {
        var encoder = encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return given().config(config().encoderConfig(encoder)).contentType(contentType);
    }

    /** The same with a body, sent as UTF-8 whatever the content type. */
    public static RequestSpecification sending(String contentType, String body) {
        return sending(contentType).body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends records with these texts as values to a partition, in order. */
    public static void send(TestTopic topic, int partition, String... values) {
        var records = List.of(values).stream()
                .map(value -> "{\"value\":\"" + value + "\"}")
                .collect(Collectors.joining(","));
        sending("application/json", "{\"records\":[" + records + "]}")
                .post("/topics/" + topic + "/partitions/" + partition)
                .then()
                .statusCode(200);
    }
}

package dev.weir.testing;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** The beginnings of requests. */
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
}

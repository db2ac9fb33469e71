package dev.weir.consumers;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.http.MediaTypes;
import dev.weir.testing.Gauges;
import dev.weir.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link V2DialectScenarios} at a Weir alone. */
@QuarkusTest
class V2DialectTest extends V2DialectScenarios {
    @TestHTTPResource
    URI server;

    @Test
    void a_client_of_http_1_0_need_not_name_the_host() {
        var before = Gauges.value("weir_consumer_instances");
        var answer = new RawHttp(server)
                .send(("POST /consumers/V2DialectTest HTTP/1.0\r\nContent-Type: " + MediaTypes.CONTROL
                                + "\r\nContent-Length: 14\r\n\r\n{\"name\":\"old\"}")
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"base_uri\":\"http://127.0.0.1:" + server.getPort()
                        + "/consumers/V2DialectTest/instances/old\"");
        when().delete("/consumers/V2DialectTest/instances/old").then().statusCode(204);
        assertThat(Gauges.value("weir_consumer_instances")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Forwarded-Path: /bridge/consumers/paths              | /bridge
            X-Forwarded-Path: /bridge/consumers/paths/             | /bridge
            X-Forwarded-Path: /bridge                              | /bridge
            X-Forwarded-Path: /bridge/                             | /bridge
            X-Forwarded-Path: /consumers/paths                     | ''
            X-Forwarded-Path: /a/b, X-Forwarded-Prefix: /c         | /a/b
            X-Forwarded-Path: <script>, X-Forwarded-Prefix: /c     | /c
            X-Forwarded-Prefix: /c/                                | /c
            X-Forwarded-Prefix: /                                  | ''
            """)
    void a_proxy_says_what_stands_before_the_path(String headers, String prefix) {
        var request = given().contentType(MediaTypes.CONTROL).header("X-Forwarded-Host", "weir.example");
        for (var header : headers.split(", ", -1)) {
            request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        }
        var id = request.body("{}")
                .post("/consumers/paths")
                .then()
                .statusCode(200)
                .body("base_uri", startsWith("http://weir.example" + prefix + "/consumers/paths/instances/"))
                .extract()
                .jsonPath()
                .getString("instance_id");
        when().delete("/consumers/paths/instances/" + id).then().statusCode(204);
    }
}

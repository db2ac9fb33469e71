package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.weir.http.MediaTypes;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link InstancesResourceScenarios} at a Weir alone. */
@QuarkusTest
class InstancesResourceTest extends InstancesResourceScenarios {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Forwarded: for=1.2.3.4;proto=https;host=weir.example:8443, for=10.0.0.1 | https://weir.example:8443
            Forwarded: proto=https;host="weir.example"                              | https://weir.example
            X-Forwarded-Proto: https, X-Forwarded-Host: weir.example                | https://weir.example
            X-Forwarded-Host: weir.example, X-Forwarded-Port: 444, X-Forwarded-Prefix: /kafka | http://weir.example:444/kafka
            Forwarded: proto=gopher;host=<script>                                   | http://127
            """)
    void the_base_uri_has_the_address_that_a_trusted_proxy_forwards(String headers, String expected) {
        var request = sending(MediaTypes.CONTROL);
        for (var header : headers.split(headers.startsWith("X") ? ", " : "\n", -1)) {
            request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        }
        var id = request.post("/consumers/for warded")
                .then()
                .statusCode(200)
                .body("base_uri", startsWith(expected))
                .body("base_uri", matchesPattern(".*/consumers/for%20warded/instances/weir-[0-9a-f-]+"))
                .extract()
                .jsonPath()
                .getString("instance_id");
        when().delete("/consumers/for warded/instances/" + id).then().statusCode(204);
    }

    @Test
    void the_instances_of_a_group_are_limited() {
        List<RestConsumer> all = IntStream.range(0, 100)
                .mapToObj(i -> RestConsumer.text("limit"))
                .toList();
        try {
            sending(MediaTypes.CONTROL)
                    .post("/consumers/limit")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .body("message", containsString("weir.consumers.max-per-group"));
        } finally {
            all.forEach(RestConsumer::close);
        }
    }
}

package dev.weir.description;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is generated from the description does what the description says. */
@QuarkusTest
class GeneratedClientTest {

    @TestHTTPResource("/")
    URI weir;

    @TempDir
    Path directory;

    @Test
    void a_generated_client_sends_reads_commits_and_administers() throws Exception {
        var client = GeneratedClient.of(given().get("/q/openapi").asString(), directory);
        try (var program = getClass().getResourceAsStream("/client/Tour.java")) {
            client.compile("Tour", new String(program.readAllBytes(), StandardCharsets.UTF_8))
                    .getMethod("run", URI.class, String.class)
                    .invoke(null, URI.create("http://" + weir.getAuthority()), "GeneratedClientTest.orders");
        }
    }
}

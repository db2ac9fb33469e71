package dev.weir.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Weir that serves no console. */
@QuarkusTest
@TestProfile(ConsoleDisabledTest.Disabled.class)
class ConsoleDisabledTest {

    /** Switches the console off. */
    public static final class Disabled implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("weir.console.enabled", "false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/", "/console/index.html", "/console/app.js"})
    void no_file_is_served(String path) {
        given().get(path).then().statusCode(404).body("message", containsString("nothing at this address"));
    }

    @Test
    void a_browser_that_opens_the_root_gets_the_version_as_every_client() {
        given().accept("text/html,*/*").get("/").then().statusCode(200).body(containsString("bridge_version"));
    }
}

package dev.weir.access;

import static dev.weir.access.TestKeys.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Chromium;
import dev.weir.testing.HostilePage;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A hostile page in a real browser whose user has given the browser a key. */
@QuarkusTest
@TestProfile(WithKeys.class)
class HostilePageTest {

    @TestHTTPResource
    URI weir;

    /** Browsers keep a user name and password, and send them with requests of all pages. */
    @Test
    void a_page_cannot_use_the_key_that_the_browser_has() throws Exception {
        Chromium.need();
        var topic = TestTopic.create("orders-hostile", 1);
        as(WithKeys.ORDERS)
                .body("mine")
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200);
        var browser = Chromium.start();
        try (var page = new HostilePage(weir, topic);
                var trail = new AuditCapture()) {
            browser.get("http://orders-app:%s@localhost:%d/topics".formatted(WithKeys.ORDERS, weir.getPort()));
            browser.get("http://localhost:%d/topics".formatted(weir.getPort()));
            assertThat(browser.getPageSource()).as("with the key that it has").contains(topic.name());

            browser.get(page.url());

            assertThat(page.told())
                    .hasSize(13)
                    .allMatch(line -> line.endsWith(": opaque") || line.endsWith(": refused"));
            assertThat(trail.lines(line -> line.getInteger("status") == 403))
                    .as("all of them are refused as requests of a foreign page, whatever they carry")
                    .isNotEmpty()
                    .allMatch(line -> line.getValue("client") == null);
        } finally {
            browser.quit();
        }
        assertThat(topic.values()).containsExactly("mine");
        as(WithKeys.ORDERS).get("/topics/" + topic + ".stolen").then().statusCode(404);
        as(WithKeys.ORDERS).get("/groups/" + topic).then().statusCode(404);
    }
}

package dev.weir.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Chromium;
import dev.weir.testing.HostilePage;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A foreign web page in a real browser, on the machine that Weir runs on, can neither write nor read. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ForeignPageTest {

    @TestHTTPResource
    URI weir;

    @BeforeEach
    void needBrowser() {
        Chromium.need();
    }

    @Test
    void a_page_of_a_foreign_origin_can_neither_write_nor_read(TestTopic topic) throws Exception {
        store(topic);
        var browser = Chromium.start();
        try (var page = new HostilePage(weir, topic)) {
            browser.get(page.url());

            assertThat(page.told())
                    .as("each request has reached Weir, or was refused by the browser for Weir's answer")
                    .hasSize(13)
                    .allMatch(line -> line.endsWith(": opaque") || line.endsWith(": refused"));
        } finally {
            browser.quit();
        }
        assertThat(topic.values()).containsExactly("mine");
        assertThat(status("GET /topics/" + topic + ".stolen")).isEqualTo(404);
        assertThat(status("GET /groups/" + topic)).isEqualTo(404);
    }

    /** The browser takes Weir for the server of the page, and lets the page read its answers (DNS rebinding). */
    @Test
    void a_page_whose_name_leads_to_weir_can_neither_write_nor_read(TestTopic topic) {
        store(topic);
        var origin = "http://evil.example:" + weir.getPort();
        var browser = Chromium.start("--host-resolver-rules=MAP evil.example 127.0.0.1");
        try {
            browser.get(origin + "/topics");
            assertThat(browser.getPageSource()).contains("421").doesNotContain(topic.name());
            assertThat(browser.executeScript("return location.origin")).isEqualTo(origin);

            for (var request : List.of(
                    "fetch('/topics')",
                    "fetch('/topics/%s/records')",
                    "fetch('/topics/%s/records', {method: 'POST', body: 'stolen'})",
                    "fetch('/admin/topics/%s', {method: 'DELETE'})")) {
                var answer = browser.executeAsyncScript("const done = arguments[0]; " + request.formatted(topic)
                        + ".then(async r => done(r.status + ' ' + await r.text()), e => done('refused: ' + e))");

                assertThat(answer.toString()).as(request).startsWith("421 ").doesNotContain("mine");
            }
        } finally {
            browser.quit();
        }
        assertThat(topic.values()).containsExactly("mine");
    }

    private void store(TestTopic topic) {
        assertThat(new RawHttp(weir)
                        .post("/topics/" + topic + "/records", "text/plain", "mine")
                        .status())
                .isEqualTo(200);
    }

    private int status(String request) {
        return new RawHttp(weir).send(request, List.of(), "").status();
    }
}

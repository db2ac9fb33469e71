package dev.weir.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The view of pushes in a real browser, in front of a real receiver. */
@QuarkusTest
@TestProfile(ConsolePushesTest.WithPushes.class)
class ConsolePushesTest {

    private static final String HOSTILE = "<img src=x onerror=\"document.title='stolen'\">\u202e";

    /** A push whose receiver rejects values with "bad" in them, and one whose receiver is unavailable. */
    public static final class WithPushes implements QuarkusTestProfile {

        static final String TOPIC = "ConsolePushesTest.orders";

        @Override
        public Map<String, String> getConfigOverrides() {
            var receiver = "http://127.0.0.1:" + receiver().getAddress().getPort();
            return Map.of(
                    "weir.push.console-working.topic",
                    TOPIC,
                    "weir.push.console-working.url",
                    receiver + "/working?token=abc",
                    "weir.push.console-working.allowed-hosts",
                    "127.0.0.1",
                    "weir.push.console-failing.topic",
                    TOPIC,
                    "weir.push.console-failing.url",
                    receiver + "/failing",
                    "weir.push.console-failing.allowed-hosts",
                    "127.0.0.1",
                    "weir.push.console-failing.retry.backoff",
                    "100ms",
                    "weir.push.console-failing.retry.max-backoff",
                    "500ms");
        }

        private static HttpServer receiver() {
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    var value = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    boolean isWorking = exchange.getRequestURI().getPath().equals("/working");
                    var answer = (isWorking ? "thanks" : HOSTILE).getBytes(UTF_8);
                    exchange.sendResponseHeaders(isWorking ? value.contains("bad") ? 422 : 200 : 503, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
                server.start();
                return server;
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
        }
    }

    @RegisterExtension
    static final Browser browser = new Browser();

    @BeforeAll
    static void send() {
        var topic = TestTopic.shared(WithPushes.TOPIC);
        for (var value : new String[] {"first", "bad", "last"}) {
            TestTopic.kafka()
                    .produceStrings()
                    .fromRecords(new ProducerRecord<>(topic.name(), 0, "k", value))
                    .awaitCompletion(Deadlines.seconds(60));
        }
    }

    @Test
    void the_last_requests_of_a_push_have_their_outcome_and_can_be_narrowed_to_failures() {
        browser.open("#/pushes/console-working");

        browser.awaitText(".facts", "1 dead");
        browser.awaitText("#attempts", WithPushes.TOPIC + "[0]@2");
        assertThat(browser.text("#attempts tbody tr").lines()).hasSize(3).anySatisfy(line -> assertThat(line)
                .contains("422", "responded 422", "thanks"));
        browser.click("Not accepted");

        browser.awaitText("#attempts tbody", "responded 422");
        assertThat(browser.text("#attempts tbody tr").lines()).hasSize(1);
        assertThat(browser.text(".work")).doesNotContain("abc");
    }

    @Test
    void a_failing_receiver_is_named_with_the_reason_and_its_response_is_shown_as_text() {
        browser.open("#/pushes/console-failing");

        browser.awaitText(".plot .note", "The receiver responded 503. One request at a time is sent");
        browser.awaitText(".rail a[aria-current=true]", "failing");
        browser.awaitText("#attempts", "<img src=x onerror=");
        browser.awaitText("#attempts", "\\u202e");
        assertThat(browser.driver().getTitle()).doesNotContain("stolen");
        assertThat(browser.driver().executeScript("return document.querySelectorAll('#attempts img').length"))
                .isEqualTo(0L);
    }

    @Test
    void a_push_is_paused_and_resumed() {
        browser.open("#/pushes/console-working");
        browser.click("Pause");
        browser.awaitText(".plot .note", "Paused: a client has paused it. Nothing is sent until the push is resumed");
        browser.awaitText(".rail a[aria-current=true]", "paused");

        browser.click("Resume");

        browser.awaitText(".plot .note", "Every record that was read is delivered");
    }

    @Test
    void without_a_name_the_first_push_is_shown_and_an_unknown_name_is_said() {
        browser.open("#/pushes");
        browser.awaitText("h1", "console-failing");

        browser.open("#/pushes/none");

        browser.awaitText(".work", "There is no push 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_view_meets_WCAG_2_1_AA(String scheme) {
        browser.scheme(scheme);
        browser.open("#/pushes/console-failing");
        browser.awaitText("#attempts", "responded 503");

        browser.assertMeetsWcag();
    }
}

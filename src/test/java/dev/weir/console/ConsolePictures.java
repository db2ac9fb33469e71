package dev.weir.console;

import static dev.weir.testing.Deadlines.await;

import dev.weir.broker.TestBroker;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/**
 * Takes the pictures of the README, and one of each view into {@code target/pictures}, from the real page. Not a test,
 * and run by name only: {@code ./mvnw test -Dtest=ConsolePictures}.
 */
@QuarkusTest
class ConsolePictures {

    private static final Duration RECORDED = Duration.ofSeconds(Long.getLong("weir.pictures.seconds", 310));
    private static final Path README = Path.of("docs", "pictures");
    private static final Path VIEWS = Path.of("target", "pictures");

    /** Topics beside {@code orders}, with the records that each gets in a second. */
    private static final Map<String, Double> OTHERS = Map.ofEntries(
            Map.entry("audit", 4.0),
            Map.entry("customer.profiles", 0.2),
            Map.entry("heartbeat", 1.0),
            Map.entry("inventory.levels", 60.0),
            Map.entry("invoices", 6.0),
            Map.entry("metrics.raw", 120.0),
            Map.entry("payments", 22.0),
            Map.entry("returns", 0.6),
            Map.entry("search.suggest", 9.0),
            Map.entry("shipments", 11.0),
            Map.entry("webhooks.out", 3.0));

    @RegisterExtension
    static final Browser browser = new Browser();

    @Test
    void pictures() throws Exception {
        Files.createDirectories(README);
        Files.createDirectories(VIEWS);
        create();
        try (var traffic = new PictureTraffic(URI.create(RestAssured.baseURI + ":" + RestAssured.port), OTHERS)) {
            browser.open("#/topics/" + PictureTraffic.TOPIC + "?span=300");
            pass(RECORDED.dividedBy(3));
            traffic.stick();
            pass(RECORDED.multipliedBy(2).dividedBy(3));
            traffic.check();
            topic();
            for (var view : List.of("groups/search-index", "deliveries", "dead-letters", "cluster")) {
                browser.open("#/" + view);
                pass(Duration.ofSeconds(4));
                if (view.equals("deliveries")) {
                    browser.click("Last minute");
                }
                if (view.equals("dead-letters")) {
                    letters();
                }
                take(VIEWS, view.replace('/', '-'));
            }
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    private static void create() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var topics = OTHERS.keySet().stream()
                    .map(name -> new NewTopic(name, 3, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
            admin.createTopics(List.of(
                            new NewTopic(PictureTraffic.TOPIC, PictureTraffic.PARTITIONS, (short) 1),
                            new NewTopic(PictureTraffic.DEAD, 1, (short) 1),
                            new NewTopic("payments.dlq", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** The view of the README: a record was sent, another one is open. */
    private static void topic() throws IOException {
        browser.type("#k", "c-44120");
        value("x".repeat(1_100_000));
        submit();
        browser.awaitText(".rec li.bad", "not stored");
        browser.type("#k", "c-20417");
        value(
                "{\n  \"orderId\": \"{{uuid}}\",\n  \"customer\": \"c-20417\",\n  \"total\": 129.50,\n  \"currency\": \"EUR\"\n}");
        for (int i = 1; i <= 3; i++) {
            submit();
            browser.awaitText(".rec li:first-child", " ms");
        }
        browser.awaitText("tr.mine", "c-20417");
        browser.driver().executeScript("document.activeElement.blur()");
        browser.driver().executeScript("document.querySelectorAll('.tail tbody tr:not(.gap)')[4].click()");
        browser.awaitText("tr.det", "Send again");
        take(README, "console");
    }

    /** Some letters were sent back, others are selected, one is open. */
    private static void letters() {
        select(7, 8);
        browser.click("Send back 2");
        browser.awaitText("tr.sent", "sent to");
        browser.awaitText(".cnt", "7");
        select(1, 2, 4);
        browser.driver().executeScript("document.querySelectorAll('.dl tbody .lk')[1].click()");
        browser.awaitText(".pv", PictureTraffic.TOPIC);
        browser.awaitText("tr.det", "Edit");
    }

    private static void select(Integer... rows) {
        for (int row : rows) {
            browser.driver()
                    .executeScript("document.querySelectorAll('.dl tbody .pick input')[arguments[0]].click()", row);
        }
    }

    private static void value(String text) {
        browser.driver().executeScript("""
                const value = document.getElementById('v');
                value.value = arguments[0];
                value.dispatchEvent(new Event('input'));
                """, text);
    }

    private static void submit() {
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
    }

    private static void take(Path directory, String name) throws IOException {
        for (var scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            // Lanes are drawn again when the next sample comes.
            browser.awaitText(".pulse", "Live");
            pass(Duration.ofMillis(1_500));
            browser.screenshot(directory.resolve(name + "-" + scheme + ".png"));
        }
    }
}

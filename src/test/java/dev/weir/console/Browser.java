package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testing.Chromium;
import dev.weir.testing.Deadlines;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that shows the console: one for all tests of a class, which register it in a static field.
 *
 * <p>A test is skipped where Chromium or its driver is not installed, and fails where the page has logged an error.
 */
final class Browser implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Deadlines.seconds(20);
    /** Selenium's own is half a second, which most waits of a test would take. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private static final String TRACED = "toplevel,__metadata";
    private static final String TASK = "ThreadControllerImpl::RunTask";
    private static final double MICROS_PER_MILLI = 1_000;
    private static final int TASKS = 5;

    private final boolean tracing;
    private ChromeDriver driver;

    Browser() {
        this(false);
    }

    private Browser(boolean tracing) {
        this.tracing = tracing;
    }

    /** A browser that records what its pages spend their time on, for {@link #longestTasksMillis}. */
    static Browser tracing() {
        return new Browser(true);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Chromium.need();
        if (driver == null) {
            driver = tracing ? Chromium.startTracing(TRACED) : Chromium.start();
        }
        size(1440, 900);
        scheme("light");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (driver != null) {
            assertNothingSevere();
        }
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (driver != null) {
            driver.quit();
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Opens a view in a page that is loaded anew. */
    void open(String hash) {
        driver.get("about:blank");
        driver.get(RestAssured.baseURI + ":" + RestAssured.port + "/console/" + hash);
        await(".app");
    }

    WebElement await(String css) {
        return waiting().until(ready -> driver.findElements(By.cssSelector(css)).stream()
                .findFirst()
                .orElse(null));
    }

    /** Waits until an element has a text; the page draws it anew all the time. */
    void awaitText(String css, String text) {
        waiting()
                .withMessage(() -> "'%s' in %s, which has '%s'".formatted(text, css, text(css)))
                .until(ready -> text(css).contains(text));
    }

    private WebDriverWait waiting() {
        return new WebDriverWait(driver, TIMEOUT, POLL_INTERVAL);
    }

    String text(String css) {
        return String.valueOf(driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent).join('\\n')", css));
    }

    /** Clicks a button by its text. */
    void click(String text) {
        waiting().ignoring(StaleElementReferenceException.class).until(ready -> {
            var button =
                    driver.findElements(By.xpath("//button[contains(normalize-space(.), '" + text + "')]")).stream()
                            .filter(each -> each.isDisplayed() && each.isEnabled())
                            .findFirst();
            button.ifPresent(WebElement::click);
            return button.isPresent();
        });
    }

    void type(String css, String text) {
        var field = await(css);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Accepts the errors that the page has logged so far: the browser logs each request that fails as one. */
    List<LogEntry> clearLog() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    /** Fails where the page has logged an error: a script that failed, or something that the policy forbids. */
    private void assertNothingSevere() {
        assertThat(clearLog())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .as("the log of the browser")
                .isEmpty();
    }

    /**
     * The longest times that the page has used the processor without a frame in between, since the last call.
     *
     * <p>They are times of the thread, so that other programs of a busy machine do not count.
     */
    List<Double> longestTasksMillis() {
        var events = driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> parsed(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asText().equals("Tracing.dataCollected"))
                .map(message -> message.path("params"))
                .toList();
        var pages = events.stream()
                .filter(event -> event.path("name").asText().equals("thread_name"))
                .filter(event -> event.path("args").path("name").asText().equals("CrRendererMain"))
                .map(Browser::thread)
                .collect(Collectors.toSet());
        assertThat(pages).as("threads of pages in the trace").isNotEmpty();
        var tasks = events.stream()
                .filter(event -> event.path("name").asText().equals(TASK) && pages.contains(thread(event)))
                .collect(Collectors.groupingBy(
                        Browser::thread,
                        Collectors.mapping(
                                event -> event.path("tdur").asDouble() / MICROS_PER_MILLI, Collectors.toList())));
        // Chromium begins with a page of its own, which does little.
        var longest = tasks.values().stream()
                .max(Comparator.comparingDouble(
                        each -> each.stream().mapToDouble(Double::doubleValue).sum()))
                .orElseThrow()
                .stream()
                .sorted(Comparator.reverseOrder())
                .limit(TASKS)
                .toList();
        assertThat(longest).as("tasks in the trace").hasSize(TASKS);
        return longest;
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + "/" + event.path("tid").asText();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void assertMeetsWcag() {
        var violations = new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                .analyze(driver)
                .getViolations();
        assertThat(violations).allSatisfy(found -> assertThat(found.getNodes())
                .as(found.getId() + ": " + found.getHelp())
                .isEmpty());
    }

    void screenshot(Path file) throws IOException {
        SmallPng.write(driver.getScreenshotAs(OutputType.BYTES), file);
    }
}

package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that shows the console. */
final class Browser implements AutoCloseable {

    static final String CHROMIUM = "chromium";
    static final String DRIVER = "chromedriver";

    private static final Duration TIMEOUT = Deadlines.seconds(20);

    private final ChromeDriver driver;
    private final String console;

    /**
     * Starts Chromium with a profile of its own.
     *
     * @param weir the address of the server, without a slash at its end
     */
    Browser(String weir, Path profile) {
        console = weir + "/console/";
        var options = new ChromeOptions().setBinary(path(CHROMIUM).toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(path(DRIVER).toFile())
                .build();
        driver = new ChromeDriver(service, options);
        size(1440, 900);
    }

    private static Path path(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
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
        driver.get(console + hash);
        await(".app");
    }

    WebElement await(String css) {
        return new WebDriverWait(driver, TIMEOUT).until(ready -> driver.findElements(By.cssSelector(css)).stream()
                .findFirst()
                .orElse(null));
    }

    /** Waits until an element has a text; the page draws it anew all the time. */
    void awaitText(String css, String text) {
        new WebDriverWait(driver, TIMEOUT)
                .withMessage(() -> "'%s' in %s, which has '%s'".formatted(text, css, text(css)))
                .until(ready -> text(css).contains(text));
    }

    String text(String css) {
        return String.valueOf(driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent).join('\\n')", css));
    }

    /** Clicks a button by its text. */
    void click(String text) {
        new WebDriverWait(driver, TIMEOUT)
                .ignoring(StaleElementReferenceException.class)
                .until(
                        ready -> {
                            var button = driver
                                    .findElements(By.xpath("//button[contains(normalize-space(.), '" + text + "')]"))
                                    .stream()
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

    /** Fails where the page has logged an error: a script that failed, or something that the policy forbids. */
    void assertNothingSevere() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .as("the log of the browser")
                .isEmpty();
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}

package dev.weir.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts headless Chromium with a new profile, which its driver deletes at the end. */
public final class Chromium {

    private static final String CHROMIUM = "chromium";
    private static final String DRIVER = "chromedriver";

    private Chromium() {}

    /** Skips the test where Chromium or its driver is not installed; see {@link ForeignPrograms#need}. */
    public static void need() {
        ForeignPrograms.need(CHROMIUM);
        ForeignPrograms.need(DRIVER);
    }

    /**
     * Starts it; the caller ends it with {@code quit}.
     *
     * @param more arguments beside those of every test
     */
    public static ChromeDriver start(String... more) {
        return start(logs(), options().addArguments(more));
    }

    /**
     * Starts it with the performance log that has the trace of the whole browser; the caller ends it with {@code quit}.
     *
     * @param categories of trace events, with a comma between them
     */
    public static ChromeDriver startTracing(String categories) {
        var logs = logs();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = options();
        options.setExperimentalOption(
                "perfLoggingPrefs", Map.of("enableNetwork", false, "enablePage", false, "traceCategories", categories));
        return start(logs, options);
    }

    private static LoggingPreferences logs() {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        return logs;
    }

    private static ChromeOptions options() {
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
                "--disable-sync");
        return options;
    }

    private static ChromeDriver start(LoggingPreferences logs, ChromeOptions options) {
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(path(DRIVER).toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    private static Path path(String program) {
        return List.of(System.getenv("PATH").split(":", -1)).stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}

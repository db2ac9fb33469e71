package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kafka's own command line tools, each run in a JVM of its own with the class path of the broker. */
public enum KafkaTool {
    TOPICS("org.apache.kafka.tools.TopicCommand"),
    CONSUMER_GROUPS("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand");

    private static final int PATIENCE_SECONDS = 60;

    private final String mainClass;

    KafkaTool(String mainClass) {
        this.mainClass = mainClass;
    }

    /** Runs it and returns the lines it prints, without the empty ones; fails where it fails. */
    public List<String> run(String bootstrapServers, String... arguments) {
        var classPath = Launcher.buildDirectory().resolve("broker.classpath");
        var command = new ArrayList<String>();
        try {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
            command.addAll(List.of("-cp", Files.readString(classPath).strip(), mainClass));
            command.addAll(List.of("--bootstrap-server", bootstrapServers));
            command.addAll(List.of(arguments));
            var tool = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            tool.getOutputStream().close();
            var output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new AssertionError(mainClass + " failed: " + List.of(arguments) + "\n" + output);
            }
            return output.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", interrupted);
        }
    }

    /**
     * The command that Kafka's own script would run, with the options of the JVM that stand there.
     *
     * @param megabytes of the heap: 256, and 512 for the consoles
     * @param tool the class, below {@code org.apache.kafka.tools}
     */
    public static List<String> asShipped(String megabytes, String tool) {
        try {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + megabytes + "m",
                    "-server",
                    "-XX:+UseG1GC",
                    "-XX:MaxGCPauseMillis=20",
                    "-XX:InitiatingHeapOccupancyPercent=35",
                    "-XX:+ExplicitGCInvokesConcurrent",
                    "-XX:MaxInlineLevel=15",
                    "-Djava.awt.headless=true",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                    "-cp",
                    Files.readString(Launcher.buildDirectory().resolve("broker.classpath"))
                            .strip(),
                    "org.apache.kafka.tools." + tool);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** As {@link #run}, of a table whose first column is GROUP: each row by the names of its columns. */
    public List<Map<String, String>> table(String bootstrapServers, String... arguments) {
        var lines = run(bootstrapServers, arguments).stream()
                .dropWhile(line -> !line.startsWith("GROUP"))
                .toList();
        var columns = lines.get(0).trim().split("\\s+", -1);
        return lines.stream()
                .skip(1)
                .map(line -> line.trim().split("\\s+", -1))
                .map(cells -> IntStream.range(0, columns.length)
                        .boxed()
                        .collect(Collectors.toMap(column -> columns[column], column -> cells[column])))
                .toList();
    }
}

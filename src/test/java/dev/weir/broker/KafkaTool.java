package dev.weir.broker;

import dev.weir.testing.Deadlines;
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
    CONSUMER_GROUPS("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"),
    CONSOLE_PRODUCER("org.apache.kafka.tools.ConsoleProducer"),
    CONSOLE_CONSUMER("org.apache.kafka.tools.consumer.ConsoleConsumer"),
    PRODUCER_PERFORMANCE("org.apache.kafka.tools.ProducerPerformance"),
    CONSUMER_PERFORMANCE("org.apache.kafka.tools.ConsumerPerformance");

    private static final long TIMEOUT_SECONDS = Deadlines.inSeconds(60);

    private final String mainClass;

    KafkaTool(String mainClass) {
        this.mainClass = mainClass;
    }

    /** Runs it and returns the lines it prints, without the empty ones; fails where it fails. */
    public List<String> run(String bootstrapServers, String... arguments) {
        var all = new ArrayList<>(List.of("--bootstrap-server", bootstrapServers));
        all.addAll(List.of(arguments));
        try {
            var tool = command(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), all)
                    .start();
            tool.getOutputStream().close();
            var output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tool.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
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
     * The command of a JVM that runs it; errors go where ours go.
     *
     * @param options of the JVM
     */
    public ProcessBuilder command(List<String> options, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        try {
            var classPath = Files.readString(Launcher.buildDirectory().resolve("broker.classpath"));
            command.addAll(List.of("-cp", classPath.strip(), mainClass));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /**
     * As {@link #command}, with the options of the JVM that stand in Kafka's own scripts.
     *
     * @param megabytes of the heap: 256, and 512 for the consoles and for measuring
     */
    public ProcessBuilder asShipped(int megabytes, List<String> arguments) {
        return command(
                List.of(
                        "-Xmx" + megabytes + "m",
                        "-server",
                        "-XX:+UseG1GC",
                        "-XX:MaxGCPauseMillis=20",
                        "-XX:InitiatingHeapOccupancyPercent=35",
                        "-XX:+ExplicitGCInvokesConcurrent",
                        "-XX:MaxInlineLevel=15",
                        "-Djava.awt.headless=true"),
                arguments);
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

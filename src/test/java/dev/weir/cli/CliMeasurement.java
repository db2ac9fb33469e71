package dev.weir.cli;

import dev.weir.broker.KafkaTool;
import dev.weir.broker.TestBroker;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Compares {@code kafka-cli} with kcat and Kafka's own tools on one broker, in turns; not part of the test suite.
 *
 * <p>{@code ./mvnw package -DskipTests && ./mvnw test -Dtest=CliMeasurement} with {@code -Dmeasure.rounds=5} and
 * {@code -Dmeasure.records=1000000}, which are the defaults. Needs GNU time, and kcat for its rows. The table for
 * {@code docs/performance.md} is in {@code target/cli-measurement.md}.
 */
class CliMeasurement {

    private static final int ROUNDS = Integer.getInteger("measure.rounds", 5);
    private static final int RECORDS = Integer.getInteger("measure.records", 1_000_000);
    private static final int RECORD_BYTES = 100;
    private static final String BROKERS = TestBroker.bootstrapServers();
    private static final Path INPUT = Path.of("target", "cli-measurement.txt");

    /** The time and memory of one process. */
    private record Cost(double wall, double cpu, double megabytes) {}

    /** A command of one of the programs; {@code %s} in it is the topic. */
    private record Program(String name, List<String> command) {}

    private static final List<Program> LISTS = List.of(
            new Program("kafka-cli -list", List.of("./kafka-cli", "-list", "-brokers", BROKERS)),
            new Program("kcat -L", List.of("kcat", "-L", "-b", BROKERS)),
            new Program("kafka-topics --list", kafkas(256, KafkaTool.TOPICS, "--list")));

    private static final List<Program> PRODUCERS = List.of(
            new Program("kafka-cli produce", List.of("./kafka-cli", "produce", "%s", "-b", BROKERS)),
            new Program("kcat -P", List.of("kcat", "-P", "-b", BROKERS, "-t", "%s")),
            new Program("kafka-console-producer", kafkas(512, KafkaTool.CONSOLE_PRODUCER, "--topic", "%s")));

    private static final List<Program> CONSUMERS = List.of(
            new Program(
                    "kafka-cli consume",
                    List.of("./kafka-cli", "consume", "%s", "--from", "beginning", "--exit", "-b", BROKERS)),
            new Program("kcat -C", List.of("kcat", "-C", "-e", "-q", "-o", "beginning", "-b", BROKERS, "-t", "%s")),
            new Program(
                    "kafka-console-consumer",
                    kafkas(
                            512,
                            KafkaTool.CONSOLE_CONSUMER,
                            "--from-beginning",
                            "--max-messages",
                            Integer.toString(RECORDS),
                            "--topic",
                            "%s")));

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    @Test
    void measures_start_produce_and_consume() throws Exception {
        writeInput();
        // A first run fills the class archive and the file cache for all.
        for (var program : List.of(LISTS, PRODUCERS, CONSUMERS)) {
            TestTopic.shared("measured-warm");
            for (var each : program) {
                run(each, "measured-warm", true);
            }
        }
        TestTopic.create("measured-read", 1);
        run(PRODUCERS.get(0), "measured-read", true);
        for (int round = 0; round < ROUNDS; round++) {
            for (var program : LISTS) {
                note(program, run(program, "", false));
            }
            for (var program : PRODUCERS) {
                var topic = "measured-" + round + "-" + program.command().get(0).replaceAll(".*/", "");
                TestTopic.create(topic, 1);
                note(program, run(program, topic, false));
                TestTopic.kafka().topics().delete(topic);
            }
            for (var program : CONSUMERS) {
                note(program, run(program, "measured-read", false));
            }
        }
        Files.writeString(Path.of("target", "cli-measurement.md"), table());
        System.out.println(table());
    }

    private static List<String> kafkas(int megabytes, KafkaTool tool, String... arguments) {
        var all = new ArrayList<>(List.of("--bootstrap-server", BROKERS));
        all.addAll(List.of(arguments));
        return tool.asShipped(megabytes, all).command();
    }

    private void note(Program program, Cost cost) {
        System.out.printf("%s %s%n", program.name(), cost);
        costs.computeIfAbsent(program.name(), name -> new ArrayList<>()).add(cost);
    }

    private static Cost run(Program program, String topic, boolean isWarmUp) throws IOException, InterruptedException {
        var figures = Files.createTempFile("measured", ".time");
        var command = new ArrayList<>(List.of("time", "-o", figures.toString(), "-f", "%e %U %S %M"));
        program.command().forEach(word -> command.add(word.equals("%s") ? topic : word));
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        if (PRODUCERS.contains(program)) {
            builder.redirectInput(INPUT.toFile());
        }
        int exit = builder.start().waitFor();
        if (exit != 0 && !isWarmUp) {
            throw new AssertionError(program.name() + " ended with " + exit);
        }
        var words = Files.readAllLines(figures);
        var numbers = words.get(words.size() - 1).split(" ", -1);
        Files.delete(figures);
        return new Cost(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]) + Double.parseDouble(numbers[2]),
                Double.parseDouble(numbers[3]) / 1024);
    }

    private String table() {
        var table = new StringBuilder("| | wall, s | CPU, s | memory, MB |\n|---|---|---|---|\n");
        costs.forEach((name, all) -> table.append(String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s |%n",
                name,
                spread(all, Cost::wall, "%.2f"),
                spread(all, Cost::cpu, "%.2f"),
                spread(all, Cost::megabytes, "%.0f"))));
        return table.toString();
    }

    /** Median, with minimum and maximum in brackets. */
    private static String spread(List<Cost> costs, ToDoubleFunction<Cost> what, String format) {
        var sorted = costs.stream().mapToDouble(what).sorted().toArray();
        return (format + " (" + format + " to " + format + ")")
                .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static void writeInput() throws IOException {
        var random = new Random(1);
        try (var out = Files.newBufferedWriter(INPUT, StandardCharsets.US_ASCII)) {
            for (int i = 0; i < RECORDS; i++) {
                for (int j = 0; j < RECORD_BYTES; j++) {
                    out.write('A' + random.nextInt(26));
                }
                out.write('\n');
            }
        }
    }
}

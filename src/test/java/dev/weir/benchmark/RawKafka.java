package dev.weir.benchmark;

import dev.weir.broker.KafkaTool;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Kafka's own measuring tools, each round in a JVM of its own as Kafka's scripts start it. */
final class RawKafka {

    private static final Pattern SENT = Pattern.compile("^(\\d+) records sent, ([\\d.]+) records/sec.* 99th, .*$");

    private final String bootstrapServers;
    private final long brokerPid;

    RawKafka(String bootstrapServers, long brokerPid) {
        this.bootstrapServers = bootstrapServers;
        this.brokerPid = brokerPid;
    }

    /** {@code kafka-producer-perf-test} with nothing but these settings. */
    Measure produce(String topic, long records, int size, String acks) {
        return run(
                KafkaTool.PRODUCER_PERFORMANCE,
                records,
                line -> {
                    var sent = SENT.matcher(line);
                    return sent.matches() ? Double.parseDouble(sent.group(2)) : 0;
                },
                "--topic",
                topic,
                "--num-records",
                Long.toString(records),
                "--record-size",
                Integer.toString(size),
                "--throughput",
                "-1",
                "--producer-props",
                "bootstrap.servers=" + bootstrapServers,
                "acks=" + acks);
    }

    /** {@code kafka-consumer-perf-test}; the time to join its group is not counted. */
    Measure consume(String topic, long records) {
        return run(
                KafkaTool.CONSUMER_PERFORMANCE,
                records,
                line -> {
                    var cells = line.split(", ", -1);
                    return cells.length == 10 ? Double.parseDouble(cells[9]) : 0;
                },
                "--bootstrap-server",
                bootstrapServers,
                "--topic",
                topic,
                "--messages",
                Long.toString(records),
                "--timeout",
                "30000",
                "--hide-header");
    }

    /** Reads the rate from the last line that has one. */
    private Measure run(KafkaTool tool, long records, ToDoubleFunction<String> rate, String... arguments) {
        double brokerBefore = Usage.of(brokerPid).cpuSeconds();
        var process = KafkaProcess.start(tool, List.of(arguments));
        double recordsPerSecond = process.lines().stream()
                .mapToDouble(rate)
                .filter(found -> found > 0)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalStateException(tool + " has printed no rate: " + process.lines()));
        return new Measure(
                records,
                records / recordsPerSecond,
                process.usage().cpuSeconds(),
                Usage.of(brokerPid).cpuSeconds() - brokerBefore,
                process.usage(),
                null);
    }
}

package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivery guarantee while the wall clock of Weir is set; needs Debian's package libfaketime. */
class PromiseClockIT {

    private static final int CLIENTS = 8;
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMinutes(40);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    // A broker rejects records whose timestamp is over an hour ahead of its own clock.
    private static final List<Duration> SETTINGS = List.of(STEP, STEP.negated(), Duration.ZERO);

    @Test
    void is_kept_while_the_clock_is_set_forward_and_back(@TempDir Path directory) throws IOException {
        var clock = FakeClock.in(directory);
        var times = TestTopic.create("PromiseClockIT.times", 1);
        try (var run = Run.startIn(clock.environment(), "clock set", TestBroker.bootstrapServers())
                .send(CLIENTS)) {
            join(run);
            for (var ahead : SETTINGS) {
                run.goOn(CALM);
                clock.set(ahead);
                run.goOn(CALM);
                run.healed();
                // Requests in flight time out when the clock steps forward: checks, polls and sends may respond 503
                // once.
                Deadlines.await("ready at " + ahead).until(() -> run.weir().readiness() == 200);
                Deadlines.await("records for the instance at " + ahead)
                        .until(() -> poll(run).body().contains("load-0"));
                // Kafka's clients go on from the latest time; records must not.
                Deadlines.await("a record sent at " + ahead)
                        .until(() -> send(run, times, ahead.toString()).status() == 200);
                var sent = times.records().stream()
                        .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(ahead.toString()))
                        .findFirst()
                        .orElseThrow();
                assertThat(Instant.ofEpochMilli(sent.timestamp()))
                        .isCloseTo(Instant.now().plus(ahead), within(TOLERANCE));
            }

            assertThat(run.end().lines()).isEmpty();
        }
    }

    /** A client that measured by the wall clock would not connect again before the clock is where it was. */
    @Test
    void is_kept_when_the_clock_is_set_back_while_kafka_is_gone(@TempDir Path directory) {
        var clock = FakeClock.in(directory);
        try (var broker = TestBroker.another("clock")) {
            broker.start();
            try (var run = Run.startIn(clock.environment(), "clock set back, Kafka gone", broker.bootstrapServers())
                    .send(CLIENTS)) {
                run.goOn(CALM);
                broker.kill();
                run.goOn(CALM);
                clock.set(STEP.negated());
                run.goOn(CALM);
                broker.start();
                run.healed();

                assertThat(run.end().lines()).isEmpty();
                assertThat(new Timings(run.history()).recoveries())
                        .isNotEmpty()
                        .allMatch(recovery -> recovery.took().compareTo(STEP.dividedBy(2)) < 0);
            }
        }
    }

    private static void join(Run run) throws IOException {
        var instance = exchange(run, "POST", "/consumers/clock", "{\"name\":\"i\",\"format\":\"text\"}");
        assertThat(instance.status()).as(instance.body()).isEqualTo(200);
        var subscription = exchange(
                run,
                "POST",
                "/consumers/clock/instances/i/subscription",
                "{\"topics\":[\"%s\"]}".formatted(run.topic()));
        assertThat(subscription.status()).as(subscription.body()).isEqualTo(204);
    }

    private static Answer poll(Run run) throws IOException {
        return exchange(run, "GET", "/consumers/clock/instances/i/records?timeout=1000&max_bytes=10000", "");
    }

    private static Answer send(Run run, TestTopic topic, String value) throws IOException {
        return exchange(run, "POST", "/topics/" + topic + "/records", "{\"value\":\"" + value + "\"}");
    }

    private static Answer exchange(Run run, String method, String path, String body) throws IOException {
        try (var connection = new Connection(run.weir().port())) {
            return connection.exchange(
                    method,
                    path,
                    Map.of("Content-Type", "application/vnd.kafka.v2+json", "Accept", "*/*"),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }
}

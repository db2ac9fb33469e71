package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise while the clock of Weir's machine is set; needs libfaketime, which Debian has in a package of that name.
 */
class PromiseClockIT {

    private static final int CLIENTS = 8;
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration RETURN = Duration.ofSeconds(30);

    // A broker refuses records whose time is more than an hour ahead of its own.
    private static final List<Duration> SETTINGS =
            List.of(Duration.ofMinutes(40), Duration.ofMinutes(-40), Duration.ZERO);

    @Test
    void is_kept_while_the_clock_is_set_forward_and_back(@TempDir Path directory) throws IOException {
        var clock = FakeClock.in(directory);
        assumeTrue(clock.isPresent(), "There is no libfaketime here");
        try (var run = Run.startIn(clock.get().environment(), "clock set", TestBroker.bootstrapServers())
                .send(CLIENTS)) {
            join(run);
            for (var ahead : SETTINGS) {
                run.goOn(CALM);
                clock.get().set(ahead);
                run.goOn(CALM);
                run.healed();
                // Requests in flight time out when the clock steps forward; the next check finds Kafka again.
                Deadlines.await("ready at " + ahead).until(() -> run.weir().readiness() == 200);
                Deadlines.await("records for the instance at " + ahead)
                        .until(() -> poll(run).contains("load-0"));
            }

            assertThat(run.end().lines()).isEmpty();
        }
    }

    /** A client that measured by the wall clock would not connect again before the clock is where it was. */
    @Test
    void is_kept_when_the_clock_is_set_back_while_kafka_is_gone(@TempDir Path directory) {
        var clock = FakeClock.in(directory);
        assumeTrue(clock.isPresent(), "There is no libfaketime here");
        try (var broker = TestBroker.another("clock")) {
            broker.start();
            try (var run = Run.startIn(
                            clock.get().environment(), "clock set back, Kafka gone", broker.bootstrapServers())
                    .send(CLIENTS)) {
                run.goOn(CALM);
                broker.kill();
                run.goOn(CALM);
                clock.get().set(Duration.ofMinutes(-40));
                run.goOn(CALM);
                broker.start();
                run.healed();

                assertThat(run.end().lines()).isEmpty();
                assertThat(new Timings(run.history()).recoveries())
                        .isNotEmpty()
                        .allMatch(recovery -> recovery.took().compareTo(RETURN) < 0);
            }
        }
    }

    private static void join(Run run) throws IOException {
        exchange(run, "POST", "/consumers/clock", "{\"name\":\"i\",\"format\":\"text\"}", 200);
        exchange(
                run,
                "POST",
                "/consumers/clock/instances/i/subscription",
                "{\"topics\":[\"%s\"]}".formatted(run.topic()),
                204);
    }

    private static String poll(Run run) throws IOException {
        return exchange(run, "GET", "/consumers/clock/instances/i/records?timeout=1000&max_bytes=10000", "", 200);
    }

    private static String exchange(Run run, String method, String path, String body, int status) throws IOException {
        try (var connection = new Connection(run.weir().port())) {
            var answer = connection.exchange(
                    method,
                    path,
                    Map.of("Content-Type", "application/vnd.kafka.v2+json", "Accept", "*/*"),
                    body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            return answer.body();
        }
    }
}

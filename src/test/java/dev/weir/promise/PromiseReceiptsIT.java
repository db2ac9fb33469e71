package dev.weir.promise;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Asynchronous sends have exactly one receipt for each accepted record, with the outcome of the log. */
class PromiseReceiptsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BREATH = Duration.ofMillis(2);
    private static final int CLIENTS = 6;

    private final Map<String, Sent> accepted = new ConcurrentHashMap<>();

    @Test
    void is_kept_while_the_broker_is_silent() throws IOException {
        try (var broker = TestBroker.another("receipts")) {
            broker.start();
            try (var run = Run.start("receipts, broker paused", broker.bootstrapServers())) {
                var follower = ReceiptFollower.start(run.weir().port());
                send(run, () -> {
                    for (int i = 0; i < Form.either(1, 2); i++) {
                        run.goOn(Duration.ofSeconds(2));
                        broker.pause();
                        try {
                            run.goOn(Duration.ofSeconds(5));
                        } finally {
                            broker.resume();
                        }
                        run.goOn(Duration.ofSeconds(4));
                    }
                });
                await().atMost(Deadlines.seconds(10))
                        .until(() -> summary(run).path("pending").asLong() == 0);
                await().atMost(Deadlines.seconds(10))
                        .until(() -> follower.heard().size() >= accepted.size());

                var heard = follower.heard();
                heard.stream().filter(one -> accepted.containsKey(one.id())).forEach(one -> run.history()
                        .add(one.of(accepted.get(one.id()))));
                var summary = summary(run);
                var violations = run.endAsync(summary.toString());

                assertThat(heard)
                        .extracting(ReceiptFollower.Heard::id)
                        .containsExactlyInAnyOrderElementsOf(accepted.keySet());
                assertThat(violations.lines()).isEmpty();
                assertThat(summary.path("accepted").asLong()).isEqualTo(accepted.size());
                for (var state : new String[] {"delivered", "failed", "unknown"}) {
                    assertThat(summary.path(state).asLong())
                            .isEqualTo(heard.stream()
                                    .filter(one ->
                                            one.receipt().path("state").asText().equals(state))
                                    .count());
                }
            }
        }
    }

    private void send(Run run, Runnable meanwhile) {
        var clients = new ArrayList<AsyncClient>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            var client = new AsyncClient(run.weir().port(), run.topic(), "k" + i, BREATH, run.history(), accepted);
            var thread = new Thread(client::send, "async-" + i);
            clients.add(client);
            threads.add(thread);
            thread.start();
        }
        try {
            meanwhile.run();
        } finally {
            clients.forEach(AsyncClient::stop);
            await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        }
    }

    private static JsonNode summary(Run run) throws IOException {
        try (var connection = new Connection(run.weir().port())) {
            return JSON.readTree(connection
                    .exchange("GET", "/receipts/summary", Map.of(), new byte[0])
                    .body());
        }
    }
}

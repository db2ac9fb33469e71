package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The delivery guarantee for a topic beside clients that send invalid requests. */
class PromiseNoiseIT {

    @Test
    void is_kept_beside_requests_for_topics_and_partitions_that_do_not_exist() throws IOException {
        var noise = Duration.ofSeconds(Form.either(4, 30));
        try (var run = Run.start("unknown topics and partitions", TestBroker.bootstrapServers())
                .send(12)) {
            var statuses = makeNoise(run, noise);
            run.healed();

            assertThat(run.end("beside noise").lines()).isEmpty();
            assertThat(statuses).containsExactly(404);
        }
    }

    /** Sends to missing topics and missing partitions in turn; returns the statuses. */
    private static Set<Integer> makeNoise(Run run, Duration time) throws IOException {
        var statuses = new HashSet<Integer>();
        long end = System.nanoTime() + time.toNanos();
        try (var connection = new Connection(run.weir().port())) {
            for (int i = 0; System.nanoTime() < end; i++) {
                statuses.add(post(connection, "/topics/no-such-topic-" + i + "/records"));
                statuses.add(post(connection, "/topics/" + run.topic() + "/records?partition=" + (4 + i)));
            }
        }
        return statuses;
    }

    private static int post(Connection connection, String path) throws IOException {
        return connection
                .exchange("POST", path, Map.of("Content-Type", "text/plain"), new byte[] {'x'})
                .status();
    }
}

package dev.weir.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The producer that goes on until it is interrupted, and then says how many were enqueued and how many failed. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class EndlessGeneratorTest {

    @Test
    void sends_until_it_is_stopped_and_returns_both_counts(TestTopic topic) {
        long before = Instant.now().getEpochSecond();
        var generator = Generated.start("""
                {"topic": "%s", "rate": 50, "key": "unix-time", "value": "random:4", "mode": "async"}
                """.formatted(topic));
        generator.delivered(10);

        var last = generator.end();

        assertThat(last.getLong("enqueued")).isGreaterThanOrEqualTo(10);
        assertThat(last.getLong("errors")).isZero();
        assertThat(topic.records()).hasSize((int) last.getLong("enqueued")).allSatisfy(record -> {
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).matches("[A-Z]{4}");
            assertThat(Long.parseLong(new String(record.key(), StandardCharsets.UTF_8)))
                    .isBetween(before, Instant.now().getEpochSecond());
        });
    }
}

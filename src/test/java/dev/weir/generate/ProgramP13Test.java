package dev.weir.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer that says what went wrong and goes on with the next record. */
@QuarkusTest
class ProgramP13Test {

    private static final Duration PATIENCE = Deadlines.seconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    void goes_on_after_errors(String mode) {
        var name = "ProgramP13Test.goes_on_after_errors." + mode;
        var generator = Generated.start("""
                {"topic": "%s", "rate": 20, "key": "random:16", "value": "random:64", "mode": "%s"}
                """.formatted(name, mode));
        await().atMost(PATIENCE).until(() -> generator.report().getLong("errors") >= 3);
        assertThat(generator.report().getString("last_error")).contains("There is no topic");

        var topic = TestTopic.create(name, 1);
        generator.delivered(5);

        var last = generator.end();
        assertThat(last.getLong("errors")).isGreaterThanOrEqualTo(3);
        assertThat(topic.values()).hasSize((int) last.getLong("delivered"));
    }

    @Test
    void what_is_refused_was_not_enqueued() {
        var report = Generated.start("""
                {"topic": "ProgramP13Test.unknown", "count": 5, "value": "v"}
                """).finished();

        assertThat(report.getLong("enqueued")).isZero();
        assertThat(report.getLong("delivered")).isZero();
        assertThat(report.getLong("errors")).isEqualTo(5);
    }
}

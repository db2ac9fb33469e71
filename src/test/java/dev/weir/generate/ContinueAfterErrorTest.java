package dev.weir.generate;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer that says what went wrong and goes on with the next record. */
@QuarkusTest
class ContinueAfterErrorTest {

    private static final Duration TIMEOUT = Deadlines.seconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    void continues_after_errors(String mode) {
        var name = "ProgramP13Test.continues_after_errors." + mode;
        TestTopic.create(name, 1);
        var generator = Generated.start("""
                {"topic": "%s", "rate": 20, "key": "random:16", "value": "random:64", "mode": "%s"}
                """.formatted(name, mode));
        generator.delivered(1);

        TestTopic.kafka().topics().delete(name);
        await().atMost(TIMEOUT).until(() -> generator.report().getLong("errors") >= 3);
        assertThat(generator.report().getString("last_error")).contains(name);
        long before = generator.report().getLong("delivered");
        var topic = TestTopic.create(name, 1);
        generator.delivered((int) before + 5);

        var last = generator.end();
        assertThat(last.getLong("errors")).isGreaterThanOrEqualTo(3);
        assertThat(topic.values()).hasSize((int) (last.getLong("delivered") - before));
    }

    @Test
    void a_generator_for_a_missing_topic_is_rejected() {
        sending("application/json", "{\"topic\": \"ProgramP13Test.unknown\", \"count\": 5, \"value\": \"v\"}")
                .post("/generators")
                .then()
                .statusCode(404)
                .body("message", containsString("ProgramP13Test.unknown"));
    }
}

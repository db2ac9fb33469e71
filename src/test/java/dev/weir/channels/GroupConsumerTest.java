package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.handler.RememberingHandler;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A group consumer of single records commits each when it is handled. */
@QuarkusTest
class GroupConsumerTest {

    private static final Duration TIMEOUT = Deadlines.seconds(20);
    private static final String GROUP = "weir-web-log";

    @Inject
    RememberingHandler handler;

    @Test
    void each_record_is_committed_when_it_is_handled_and_does_not_wait_for_others() {
        var topic = TestTopic.shared("web_log");
        for (var value : List.of("first", "second", "third")) {
            long before = topic.end();
            sending("text/plain", value)
                    .queryParam("key", "group-consumer")
                    .post("/topics/web_log/records")
                    .then()
                    .statusCode(200);

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(topic.committed(GROUP)).isEqualTo(before + 1));
            assertThat(handler.values("group-consumer")).endsWith(value);
        }
        assertThat(handler.values("group-consumer")).containsExactly("first", "second", "third");
    }
}

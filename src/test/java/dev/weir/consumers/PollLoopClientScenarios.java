package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The poll loop: a group, several topics, a session timeout, from the earliest on, and a clean end. */
@ExtendWith(OwnTopic.class)
abstract class PollLoopClientScenarios {

    @Test
    void a_poll_loop_reads_several_topics_and_leaves_nothing_behind(TestTopic one) {
        var other = TestTopic.create(one + "-other", 1);
        sending("text/plain", "from one").post("/topics/" + one + "/records");
        sending("text/plain", "from other").post("/topics/" + other + "/records");
        var group = "p8-" + one;

        try (var consumer = RestConsumer.text(
                        group, "\"session.timeout.ms\":6000", "\"auto.offset.reset\":\"earliest\"")
                .subscribe(one, other)) {
            assertThat(consumer.values(2)).containsExactlyInAnyOrder("from one", "from other");
        }

        assertThat(TestTopic.kafka().consumerGroups().describe(group).members()).isEmpty();
        assertThat(one.committed(group)).isEqualTo(1);
        assertThat(other.committed(group)).isEqualTo(1);
    }
}

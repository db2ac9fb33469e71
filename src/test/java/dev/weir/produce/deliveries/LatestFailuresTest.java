package dev.weir.produce.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.TopicName;
import org.junit.jupiter.api.Test;

class LatestFailuresTest {

    private final LatestFailures failures = new LatestFailures();

    @Test
    void equal_failures_in_a_row_within_a_second_are_one() {
        failures.add(failure(1_000, "full", null));
        failures.add(failure(1_999, "full", null));
        failures.add(failure(2_000, "full", null));
        failures.add(failure(2_001, "full", "key:a"));
        failures.add(failure(2_002, null, "key:a"));

        assertThat(failures.all()).extracting(FailedSend::records).containsExactly(1L, 1L, 1L, 2L);
        assertThat(failures.all()).extracting(FailedSend::time).containsExactly(2_002L, 2_001L, 2_000L, 1_000L);
    }

    @Test
    void only_the_latest_are_kept() {
        for (int i = 0; i < 201; i++) {
            failures.add(failure(i * 1_000L, "full", null));
        }

        assertThat(failures.all()).hasSize(200);
        assertThat(failures.all().get(199).time()).isEqualTo(1_000);
    }

    private static FailedSend failure(long time, String message, String client) {
        return new FailedSend(time, new TopicName("orders"), "all", "too_many", 429, message, 1, client);
    }
}

package org.apache.kafka.common.utils;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Weir's class in the place of Kafka's clock. */
class SystemTimeTest {

    private static final long START = 1_700_000_000_000L;

    private long wall = START;
    private long nanos = -5_000_000_000L;
    private final SystemTime time = new SystemTime(() -> wall, () -> nanos);

    @Test
    void weirs_class_is_the_one_that_clients_use() {
        assertThat(Time.SYSTEM.getClass().getProtectionDomain().getCodeSource().getLocation())
                .isNotEqualTo(Utils.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void the_clock_follows_the_wall_clock() {
        pass(Duration.ofSeconds(3));

        assertThat(time.milliseconds()).isEqualTo(START + 3_000);
    }

    @Test
    void the_clock_goes_on_from_where_it_was_when_the_wall_clock_is_set_back() {
        pass(Duration.ofSeconds(3));
        set(Duration.ofMinutes(-80));
        assertThat(time.milliseconds()).isEqualTo(START + 3_000);

        pass(Duration.ofSeconds(2));

        assertThat(time.milliseconds()).isEqualTo(START + 5_000);
    }

    @Test
    void the_clock_follows_a_step_forward() {
        set(Duration.ofHours(8));

        assertThat(time.milliseconds()).isEqualTo(START + Duration.ofHours(8).toMillis());
    }

    @Test
    void a_step_forward_takes_back_what_the_clock_is_ahead() {
        set(Duration.ofMinutes(-80));
        time.milliseconds();
        set(Duration.ofMinutes(30));
        assertThat(time.milliseconds()).isEqualTo(START);

        set(Duration.ofMinutes(60));

        assertThat(time.milliseconds())
                .isEqualTo(wall)
                .isEqualTo(START + Duration.ofMinutes(10).toMillis());
    }

    @Test
    void steps_back_add_up() {
        set(Duration.ofMinutes(-40));
        time.milliseconds();
        set(Duration.ofMinutes(-40));

        assertThat(time.milliseconds()).isEqualTo(START);
    }

    private void pass(Duration duration) {
        wall += duration.toMillis();
        nanos += duration.toNanos();
    }

    private void set(Duration step) {
        wall += step.toMillis();
    }
}

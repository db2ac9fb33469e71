package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalLimitTest {

    private final RefusalLimit limit = new RefusalLimit(2);

    @Test
    void each_client_has_as_many_lines_as_the_limit_says_and_the_rest_are_counted() {
        assertThat(limit.admits("key:a")).isTrue();
        assertThat(limit.admits("key:a")).isTrue();
        assertThat(limit.admits("key:a")).isFalse();
        assertThat(limit.admits("key:a")).isFalse();
        assertThat(limit.admits("")).isTrue();

        assertThat(limit.restart()).isEqualTo(Map.of("key:a", 2));
    }

    @Test
    void a_new_second_begins_with_no_refusals() {
        limit.admits("key:a");
        limit.admits("key:a");
        limit.admits("key:a");
        limit.restart();

        assertThat(limit.admits("key:a")).isTrue();
        assertThat(limit.restart()).isEmpty();
    }
}

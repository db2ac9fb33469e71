package dev.weir.access.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordRateTest {

    private final ManualTicker ticker = new ManualTicker();
    private final RecordRate rate = new RecordRate(10, ticker);

    @Test
    void as_many_as_a_second_allows_pass_and_the_next_does_not() {
        rate.take(10);

        assertThatThrownBy(() -> rate.take(1)).isInstanceOfSatisfying(Failure.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Failure.Kind.TOO_MANY);
            assertThat(refusal.retryAfter()).contains(Duration.ofMillis(100));
        });
        ticker.advance(Duration.ofMillis(100));
        assertThatCode(() -> rate.take(1)).doesNotThrowAnyException();
    }

    @Test
    void a_batch_larger_than_a_second_allows_passes_and_is_paid_for_afterwards() {
        rate.take(30);

        ticker.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> rate.take(5))
                .isInstanceOfSatisfying(Failure.class, refusal -> assertThat(refusal.retryAfter())
                        .contains(Duration.ofMillis(500)));
        ticker.advance(Duration.ofMillis(200));
        assertThatCode(() -> rate.take(1)).doesNotThrowAnyException();
    }
}

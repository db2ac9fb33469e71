package dev.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionRefresherTest {

    private final ManualTicker ticker = new ManualTicker();
    private final Partitions partitions = new Partitions();
    private int checks;

    @Test
    void new_partitions_are_found_every_ten_seconds() {
        var refresher = refresher(false);
        ticker.advance(Duration.ofSeconds(10));
        refresher.afterPoll(true);
        assertThat(partitions.refreshes).isZero();

        ticker.advance(Duration.ofMillis(1));
        refresher.afterPoll(true);
        refresher.afterPoll(true);

        assertThat(partitions.refreshes).isEqualTo(1);
        assertThat(checks).isZero();
    }

    @Test
    void a_consumer_that_joins_a_group_checks_the_broker_every_three_seconds() {
        partitions.isAssigned = false;
        var refresher = refresher(true);
        ticker.advance(Duration.ofMillis(3_001));
        refresher.afterPoll(true);
        refresher.afterPoll(true);

        assertThat(checks).isEqualTo(1);
        assertThat(partitions.refreshes).isEqualTo(1);
    }

    @Test
    void a_command_with_an_end_fails_when_kafka_sends_no_record_for_half_a_minute() {
        var refresher = refresher(true);
        ticker.advance(Duration.ofSeconds(30));
        refresher.afterPoll(false);
        ticker.advance(Duration.ofSeconds(30));
        refresher.afterPoll(true);

        ticker.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> refresher.afterPoll(true))
                .isInstanceOf(Failure.class)
                .hasMessage("Kafka has sent no record for 30 s, although there are more to read");
        assertThat(partitions.refreshes).isZero();
    }

    @Test
    void a_command_without_an_end_waits_for_records() {
        var refresher = refresher(false);
        ticker.advance(Duration.ofDays(1));

        refresher.afterPoll(true);

        assertThat(partitions.refreshes).isEqualTo(1);
    }

    private PartitionRefresher refresher(boolean isBounded) {
        return new PartitionRefresher(partitions, isBounded, () -> checks++, ticker);
    }

    private static final class Partitions implements PartitionSource {

        private boolean isAssigned = true;
        private int refreshes;

        @Override
        public void begin() {
            throw new AssertionError("The loop begins");
        }

        @Override
        public void refresh() {
            refreshes++;
        }

        @Override
        public boolean isAssigned() {
            return isAssigned;
        }
    }
}

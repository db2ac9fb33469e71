package dev.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.ManualTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactLeaseTest {

    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong heartbeats = new AtomicLong();
    private final ManualTicker ticker = new ManualTicker();
    private final ContactLease lease = new ContactLease(responses::get, heartbeats::get, ticker);

    @BeforeEach
    void join() {
        assertThat(lease.isHeld()).isFalse();
        lease.renew();
    }

    @Test
    void is_held_while_kafka_answers() {
        for (int second = 0; second < 60; second++) {
            ticker.advance(Duration.ofSeconds(1));
            responses.incrementAndGet();
            heartbeats.incrementAndGet();
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void ends_before_the_session_does_when_kafka_is_silent() {
        ticker.advance(Duration.ofSeconds(5));
        assertThat(lease.isHeld()).isTrue();

        ticker.advance(Duration.ofMillis(1));
        assertThat(lease.isHeld()).isFalse();
        assertThat(ContactLease.SESSION).isGreaterThan(Duration.ofMillis(5_001));
    }

    @Test
    void survives_a_join_in_which_no_heartbeat_is_sent() {
        for (int second = 0; second < 14; second++) {
            ticker.advance(Duration.ofSeconds(1));
            responses.incrementAndGet();
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void ends_when_only_other_brokers_than_the_coordinator_answer() {
        for (int second = 0; second < 16; second++) {
            ticker.advance(Duration.ofSeconds(1));
            responses.incrementAndGet();
            lease.isHeld();
        }
        assertThat(lease.isHeld()).isFalse();
    }

    /** The process was stopped, and the answer that waited for it is the one that says that it was replaced. */
    @Test
    void is_not_held_again_by_an_answer_after_a_stop() {
        ticker.advance(Duration.ofSeconds(20));
        responses.incrementAndGet();
        heartbeats.incrementAndGet();

        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.mayRenew()).isFalse();

        heartbeats.incrementAndGet();
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.mayRenew()).isTrue();

        lease.renew();
        assertThat(lease.isHeld()).isTrue();
    }
}

package dev.weir.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import dev.weir.testing.ManualTicker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    static final int MOST = 100_000;
    static final Duration MIN_AGE = Duration.ofSeconds(1);
    private static final int MIN_RATE = 100;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PIECE = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTicker ticker = new ManualTicker();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BodyBudget budget = new BodyBudget(new Limits(), vertx, ticker, meters);
    private final List<BodyBudget.Share> revoked = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void the_bytes_of_all_bodies_are_a_metric() {
        var share = budget.open(true, refusal -> {});
        share.take(7);
        assertThat(meters.get("weir.http.body.bytes").gauge().value()).isEqualTo(7);

        share.close();

        assertThat(meters.get("weir.http.body.bytes").gauge().value()).isZero();
    }

    @Test
    void bytes_of_a_revoked_share_count_until_it_is_closed() {
        List<BodyBudget.Share> old = fill();
        var requester = budget.open(false, full -> {});

        for (int i = 0; i < MOST / 4 / PIECE; i++) {
            requester.take(PIECE);
        }

        assertThat(revoked).isEqualTo(old.subList(0, 5));
        assertThat(budget.taken()).isEqualTo(MOST);
        assertThat(budget.revokedBytes()).isEqualTo(MOST / 4);
        assertThatThrownBy(() -> requester.take(PIECE)).isInstanceOf(Failure.class);
        assertThat(revoked).hasSize(5);
        assertThat(budget.revokedBytes()).isEqualTo(MOST / 4);
    }

    @Test
    void closing_a_revoked_share_makes_room_for_others() {
        fill();
        var requester = budget.open(false, full -> {});
        for (int i = 0; i < MOST / 4 / PIECE; i++) {
            requester.take(PIECE);
        }
        revoked.forEach(BodyBudget.Share::close);
        revoked.forEach(BodyBudget.Share::close);

        assertThat(budget.revokedBytes()).isZero();
        requester.take(PIECE);
        assertThat(revoked).hasSize(6);
        assertThat(budget.revokedBytes()).isEqualTo(PIECE);
        revoked.get(5).release(PIECE);
        assertThat(budget.revokedBytes()).isZero();
    }

    @Test
    void a_small_body_is_not_refused_because_of_revoked_shares() {
        fill();
        var large = budget.open(false, full -> {});
        for (int i = 0; i < MOST / 4 / PIECE; i++) {
            large.take(PIECE);
        }

        budget.open(false, full -> {}).take(7);

        assertThat(revoked).hasSize(6);
    }

    @Test
    void shares_of_young_bodies_are_not_revoked() {
        fill();
        ticker.advance(Duration.ofNanos(-1));

        assertThatThrownBy(() -> budget.open(false, full -> {}).take(PIECE)).isInstanceOf(Failure.class);

        assertThat(revoked).isEmpty();
    }

    @Test
    void body_slower_than_the_minimum_rate_is_revoked_after_the_window() {
        List<Failure> reasons = new ArrayList<>();
        var slow = budget.open(true, reasons::add);
        var fast = budget.open(true, reasons::add);
        var untimed = budget.open(false, reasons::add);
        slow.progress((int) (MIN_RATE * WINDOW.toSeconds()) - 1);
        fast.progress((int) (MIN_RATE * WINDOW.toSeconds()));

        ticker.advance(WINDOW.minusNanos(1));
        budget.revokeSlow();
        assertThat(reasons).isEmpty();
        ticker.advance(Duration.ofNanos(1));
        budget.revokeSlow();

        assertThat(reasons).extracting(Failure::kind).containsExactly(Failure.Kind.TOO_SLOW);
        assertThatThrownBy(() -> slow.take(1)).isInstanceOf(Failure.class);
        fast.take(1);
        untimed.take(1);
    }

    /** Each window counts for itself, so a client that sent much at first cannot stall afterwards. */
    @Test
    void body_that_stalls_after_a_fast_window_is_revoked_after_the_next() {
        List<Failure> reasons = new ArrayList<>();
        var share = budget.open(true, reasons::add);
        share.progress((int) (10 * MIN_RATE * WINDOW.toSeconds()));
        ticker.advance(WINDOW);
        budget.revokeSlow();
        assertThat(reasons).isEmpty();

        ticker.advance(WINDOW);
        budget.revokeSlow();

        assertThat(reasons).hasSize(1);
    }

    /** Shares that are old enough to be revoked, and take the whole budget. */
    private List<BodyBudget.Share> fill() {
        List<BodyBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < MOST / PIECE; i++) {
            int index = i;
            var share = budget.open(false, full -> revoked.add(shares.get(index)));
            share.take(PIECE);
            shares.add(share);
        }
        ticker.advance(MIN_AGE);
        return shares;
    }

    record Limits() implements BodyConfig {

        @Override
        public MemorySize maxBodySize() {
            return new MemorySize(BigInteger.valueOf(PIECE));
        }

        @Override
        public Optional<MemorySize> maxBufferedSize() {
            return Optional.of(new MemorySize(BigInteger.valueOf(MOST)));
        }

        @Override
        public int minRate() {
            return MIN_RATE;
        }

        @Override
        public Duration rateWindow() {
            return WINDOW;
        }
    }
}

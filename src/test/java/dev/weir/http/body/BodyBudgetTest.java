package dev.weir.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.model.Failure;
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
    private static final int PIECE = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final BodyBudget budget = new BodyBudget(new Limits(), vertx);
    private final List<BodyBudget.Share> revoked = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close();
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

    /** Shares that are old enough to be revoked, and take the whole budget. */
    private List<BodyBudget.Share> fill() {
        List<BodyBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < MOST / PIECE; i++) {
            int index = i;
            var share = budget.open(false, full -> revoked.add(shares.get(index)));
            share.take(PIECE);
            shares.add(share);
        }
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
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
            return 1;
        }

        @Override
        public Duration rateWindow() {
            return Duration.ofMinutes(1);
        }
    }
}

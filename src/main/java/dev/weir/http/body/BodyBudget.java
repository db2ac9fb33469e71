package dev.weir.http.body;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.model.Failure;
import dev.weir.model.HeapShare;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Bounds the bytes of all request bodies that are being read, over all connections, and ends those that arrive too
 * slowly.
 *
 * <p>Bytes are counted as they arrive, not by Content-Length. Where they are too many, the shares of the oldest bodies
 * are revoked first: an honest client sends a body within a moment, so the oldest ones are those of clients that do
 * not. Where all bodies are young, the one that needs more is refused. Safe for use by many threads.
 *
 * <p>The bytes of a revoked share stay in memory until the thread that reads the body drops them, and that thread may
 * be busy with other requests. So they are counted too, and no share is revoked while they are a quarter of the budget.
 */
@Singleton
public class BodyBudget {

    /** The share of a younger body is not revoked. */
    private static final long MIN_AGE_NANOS = Duration.ofSeconds(1).toNanos();

    /** A body this small is not refused because revoked shares are still in memory. */
    private static final long SMALL = 8_192;

    private final long maxBytes;
    private final long maxRevokedBytes;
    private final long minRate;
    private final Duration window;
    private final Vertx vertx;
    private final Ticker ticker;
    private final long sweep;
    /** From the oldest to the youngest; none of them revoked. */
    private final Set<Share> open = new LinkedHashSet<>();

    private long taken;
    private long revokedBytes;

    BodyBudget(BodyConfig limits, Vertx vertx, Ticker ticker, MeterRegistry meters) {
        long whole = limits.maxBodySize().asLongValue();
        maxBytes = Math.max(
                2 * whole,
                limits.maxBufferedSize().map(size -> size.asLongValue()).orElse(HeapShare.BODIES.bytes()));
        maxRevokedBytes = Math.max(whole, maxBytes / 4);
        minRate = limits.minRate();
        window = limits.rateWindow();
        this.vertx = vertx;
        this.ticker = ticker;
        Gauge.builder("weir.http.body.bytes", this, budget -> budget.taken() + budget.revokedBytes())
                .description("Memory held by request bodies, and by lists of other nodes, that are being read")
                .register(meters);
        sweep = vertx.setPeriodic(Math.max(1, window.toMillis() / 2), id -> revokeSlow());
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(sweep);
    }

    /** The share of one body in the budget, used and closed by one thread at a time. */
    public final class Share {

        private final boolean timed;
        private final Consumer<Failure> onRevoked;
        private final long openedNanos = ticker.read();
        private long held;
        private long received;
        private long windowStart = openedNanos;
        private long receivedBeforeWindow;
        private boolean closed;

        private Share(boolean timed, Consumer<Failure> onRevoked) {
            this.timed = timed;
            this.onRevoked = onRevoked;
        }

        /** Counts bytes that the client has sent, whether or not they are held. */
        public void progress(int bytes) {
            synchronized (BodyBudget.this) {
                received += bytes;
            }
        }

        /**
         * Takes bytes of the budget.
         *
         * @throws Failure {@link Failure.Kind#TOO_MANY} where the budget is full; the share is closed then
         */
        public void take(long bytes) {
            List<Share> revoked;
            synchronized (BodyBudget.this) {
                if (closed) {
                    throw full();
                }
                revoked = makeRoom(this, bytes);
                if (taken + bytes > maxBytes) {
                    close();
                } else {
                    taken += bytes;
                    held += bytes;
                }
            }
            revoked.forEach(share -> share.onRevoked.accept(full()));
            if (isClosed()) {
                throw full();
            }
        }

        /** Releases bytes that are not held any more. */
        public void release(long bytes) {
            synchronized (BodyBudget.this) {
                if (closed) {
                    revokedBytes -= bytes;
                } else {
                    taken -= bytes;
                }
                held -= bytes;
            }
        }

        /** Releases all bytes, which must not be held any more; again has no effect. */
        public void close() {
            synchronized (BodyBudget.this) {
                revoke(this);
                revokedBytes -= held;
                held = 0;
            }
        }

        private boolean isClosed() {
            synchronized (BodyBudget.this) {
                return closed;
            }
        }

        private boolean isTooSlow(long now) {
            if (!timed || now - windowStart < window.toNanos()) {
                return false;
            }
            double seconds = (now - windowStart) / 1e9;
            boolean slow = received - receivedBeforeWindow < minRate * seconds;
            windowStart = now;
            receivedBeforeWindow = received;
            return slow;
        }
    }

    /**
     * Opens a share for a body.
     *
     * @param timed whether the client must keep to the minimum rate
     * @param onRevoked called on any thread with the reason when the share is revoked, but not by {@link Share#take} of
     *     the same share
     */
    public Share open(boolean timed, Consumer<Failure> onRevoked) {
        var share = new Share(timed, onRevoked);
        synchronized (this) {
            open.add(share);
        }
        return share;
    }

    /** Revokes the oldest shares until there is room, or no share is old enough. */
    private List<Share> makeRoom(Share requester, long bytes) {
        List<Share> revoked = new ArrayList<>();
        if (taken + bytes > maxBytes) {
            long now = ticker.read();
            for (var share : List.copyOf(open)) {
                if (taken + bytes <= maxBytes || now - share.openedNanos < MIN_AGE_NANOS) {
                    break;
                }
                if (share != requester && share.held > 0 && mayRevoke(share, requester.held + bytes)) {
                    revoke(share);
                    revoked.add(share);
                }
            }
        }
        return revoked;
    }

    private boolean mayRevoke(Share share, long wanted) {
        return revokedBytes + share.held <= maxRevokedBytes || wanted <= SMALL;
    }

    /** The bytes stay in memory until the share is closed. */
    private void revoke(Share share) {
        if (!share.closed) {
            share.closed = true;
            taken -= share.held;
            revokedBytes += share.held;
            open.remove(share);
        }
    }

    /** Revokes the shares of clients that have sent less than the minimum rate for a whole window. */
    void revokeSlow() {
        List<Share> slow = new ArrayList<>();
        synchronized (this) {
            long now = ticker.read();
            for (var share : open) {
                if (share.isTooSlow(now)) {
                    slow.add(share);
                }
            }
            slow.forEach(this::revoke);
        }
        slow.forEach(share -> share.onRevoked.accept(Failure.of(
                Failure.Kind.TOO_SLOW,
                "The body comes too slowly: fewer than %d bytes a second for %d s (weir.http.min-rate); nothing was done"
                        .formatted(minRate, window.toSeconds()))));
    }

    /** The bytes of all shares, without revoked ones. */
    synchronized long taken() {
        return taken;
    }

    /** The bytes of revoked shares that are still in memory. */
    synchronized long revokedBytes() {
        return revokedBytes;
    }

    private static Failure full() {
        return Failure.of(
                Failure.Kind.TOO_MANY,
                "Too many bytes of bodies are being read at once (weir.http.max-buffered-size); nothing was done, try again");
    }
}

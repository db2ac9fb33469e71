package dev.weir.http.body;

import dev.weir.model.Failure;
import dev.weir.model.HeapShare;
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
 * Bounds the bytes of all bodies that are being read, over all connections, and ends those that come too slowly.
 *
 * <p>Bytes are counted as they come, not as they are announced. Where they are too many, the bodies that have been
 * coming for longest are given up first: a body of a client that means it is whole in a moment, so these are of clients
 * that do not. Where all have just begun, the one that asks for more is refused. Safe for any thread.
 *
 * <p>What was given up takes memory until the thread that reads it has let it go, and that thread may be busy with what
 * others send. So such bytes are counted too, and no more is given up while they are a quarter of the bound.
 */
@Singleton
public class BodyBudget {

    /** A body that is younger than this is not given up for another. */
    private static final long SPARED_NANOS = Duration.ofSeconds(1).toNanos();

    /** Who holds no more than this is not refused because others have not let go yet. */
    private static final long SMALL = 8_192;

    private final long most;
    private final long mostLeaving;
    private final long leastRate;
    private final Duration window;
    private final Vertx vertx;
    private final long sweep;
    /** From the oldest to the youngest. */
    private final Set<Share> open = new LinkedHashSet<>();

    private long taken;
    private long leaving;

    BodyBudget(BodyConfig limits, Vertx vertx) {
        long whole = limits.maxBodySize().asLongValue();
        most = Math.max(
                2 * whole,
                limits.maxBufferedSize().map(size -> size.asLongValue()).orElse(HeapShare.BODIES.bytes()));
        mostLeaving = Math.max(whole, most / 4);
        leastRate = limits.minRate();
        window = limits.rateWindow();
        this.vertx = vertx;
        sweep = vertx.setPeriodic(Math.max(1, window.toMillis() / 2), id -> endSlow());
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(sweep);
    }

    /**
     * What one body takes of the budget.
     *
     * <p>Used by one thread at a time, which closes it.
     */
    public final class Share {

        private final boolean hurried;
        private final Consumer<Failure> onEnd;
        private final long since = System.nanoTime();
        private long held;
        private long come;
        private long markAt = since;
        private long comeAtMark;
        private boolean closed;

        private Share(boolean hurried, Consumer<Failure> onEnd) {
            this.hurried = hurried;
            this.onEnd = onEnd;
        }

        /** Notes that bytes have come from the client, whether or not they are held. */
        public void progress(int bytes) {
            synchronized (BodyBudget.this) {
                come += bytes;
            }
        }

        /**
         * Takes bytes for what is held from now on.
         *
         * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no room; the share is closed then
         */
        public void take(long bytes) {
            List<Share> ended;
            synchronized (BodyBudget.this) {
                if (closed) {
                    throw full();
                }
                ended = makeRoom(this, bytes);
                if (taken + bytes > most) {
                    close();
                } else {
                    taken += bytes;
                    held += bytes;
                }
            }
            ended.forEach(share -> share.onEnd.accept(full()));
            if (isClosed()) {
                throw full();
            }
        }

        /** Gives bytes back that are not held any more. */
        public void release(long bytes) {
            synchronized (BodyBudget.this) {
                if (closed) {
                    leaving -= bytes;
                } else {
                    taken -= bytes;
                }
                held -= bytes;
            }
        }

        /** Gives all back, once its bytes are let go; again has no effect. */
        public void close() {
            synchronized (BodyBudget.this) {
                end(this);
                leaving -= held;
                held = 0;
            }
        }

        private boolean isClosed() {
            synchronized (BodyBudget.this) {
                return closed;
            }
        }

        private boolean isTooSlow(long now) {
            if (!hurried || now - markAt < window.toNanos()) {
                return false;
            }
            double seconds = (now - markAt) / 1e9;
            boolean slow = come - comeAtMark < leastRate * seconds;
            markAt = now;
            comeAtMark = come;
            return slow;
        }
    }

    /**
     * Begins to read a body.
     *
     * @param hurried whether the client has to keep to the least rate
     * @param onEnd told, on any thread, why the body is not to be read on; not told by {@link Share#take}
     */
    public Share open(boolean hurried, Consumer<Failure> onEnd) {
        var share = new Share(hurried, onEnd);
        synchronized (this) {
            open.add(share);
        }
        return share;
    }

    /** Ends the oldest until there is room, or none is left that is old enough. */
    private List<Share> makeRoom(Share asking, long bytes) {
        List<Share> ended = new ArrayList<>();
        if (taken + bytes > most) {
            long now = System.nanoTime();
            for (var share : List.copyOf(open)) {
                if (taken + bytes <= most || now - share.since < SPARED_NANOS) {
                    break;
                }
                if (share != asking && share.held > 0 && mayLeave(share, asking.held + bytes)) {
                    end(share);
                    ended.add(share);
                }
            }
        }
        return ended;
    }

    private boolean mayLeave(Share share, long wanted) {
        return leaving + share.held <= mostLeaving || wanted <= SMALL;
    }

    /** What it holds is there until it is closed. */
    private void end(Share share) {
        if (!share.closed) {
            share.closed = true;
            taken -= share.held;
            leaving += share.held;
            open.remove(share);
        }
    }

    private void endSlow() {
        List<Share> slow = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (var share : open) {
                if (share.isTooSlow(now)) {
                    slow.add(share);
                }
            }
            slow.forEach(this::end);
        }
        slow.forEach(share -> share.onEnd.accept(Failure.of(
                Failure.Kind.TOO_SLOW,
                "The body comes too slowly: fewer than %d bytes a second for %d s (weir.http.min-rate); nothing was done"
                        .formatted(leastRate, window.toSeconds()))));
    }

    /** The bytes that are held now, but for those that were given up. */
    synchronized long taken() {
        return taken;
    }

    /** The bytes that were given up and are not let go yet. */
    synchronized long leaving() {
        return leaving;
    }

    private static Failure full() {
        return Failure.of(
                Failure.Kind.TOO_MANY,
                "Too many bytes of bodies are being read at once (weir.http.max-buffered-size); nothing was done, try again");
    }
}

package dev.weir.http.body;

import dev.weir.model.Failure;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Accounts the bytes that a stream holds before they are sent in the {@link BodyBudget}; for the event loop of the
 * stream.
 *
 * <p>A stream that holds little has no share of the budget, and one that grows again gets another. The budget revokes a
 * share on any thread, and by the time the event loop hears of it, the stream may have closed that share and have
 * another: then there is nothing to refuse.
 */
public final class StreamMemory {

    /** Bytes that a stream may hold without a share of the budget. */
    private static final int SMALL = 8_192;

    private final BodyBudget budget;
    private final long decoderBytes;
    private final Executor eventLoop;
    private final Consumer<Failure> onRevoked;
    private BodyBudget.Share share;
    private long shares;
    private long taken;

    /**
     * The memory of a stream that holds nothing yet.
     *
     * @param decoderBytes what its content coding takes as long as it lasts; 0 without one
     * @param onRevoked called on the event loop when the budget has revoked the share: what is held must be dropped
     */
    public StreamMemory(BodyBudget budget, long decoderBytes, Executor eventLoop, Consumer<Failure> onRevoked) {
        this.budget = budget;
        this.decoderBytes = decoderBytes;
        this.eventLoop = eventLoop;
        this.onRevoked = onRevoked;
    }

    /**
     * Takes the memory of the decoder.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where the budget is full
     */
    public void start() {
        if (decoderBytes > 0) {
            hold(0);
        }
    }

    /**
     * Takes or releases bytes, so that the share covers what is held.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where the budget is full; there is no share then, and what is held
     *     must be dropped
     */
    public void hold(long held) {
        if (share == null && held <= SMALL && !(decoderBytes > 0 && shares == 0)) {
            return;
        }
        if (share == null) {
            open();
        }
        try {
            adjust(held + decoderBytes);
        } catch (Failure full) {
            close();
            throw full;
        }
        if (held <= SMALL && decoderBytes == 0) {
            close();
        }
    }

    private void open() {
        long opened = ++shares;
        share = budget.open(false, full -> eventLoop.execute(() -> revoke(opened, full)));
        taken = 0;
    }

    private void adjust(long wanted) {
        if (wanted > taken) {
            share.take(wanted - taken);
        } else {
            share.release(taken - wanted);
        }
        taken = wanted;
    }

    private void revoke(long revoked, Failure full) {
        if (share != null && revoked == shares) {
            close();
            onRevoked.accept(full);
        }
    }

    /** Releases all; again has no effect. */
    public void close() {
        if (share != null) {
            share.close();
            share = null;
        }
    }
}

package dev.weir.model;

/**
 * Who may take how much of the heap where nobody says otherwise.
 *
 * <p>Each has a bound of its own, and all may be at theirs at once; so the bounds together leave a {@link #reserve} for
 * what nobody counts. See RATIONALE.md, "All bounds fit one heap".
 */
public enum HeapShare {
    /** Instances and streams: their consumers, and what these have fetched ({@code weir.reading.memory}). */
    READING(13),
    /** Bodies that are being read ({@code weir.http.max-buffered-size}). */
    BODIES(4),
    /** Bodies that were given up and not let go yet. */
    LEAVING_BODIES(1),
    /** Records that Kafka has not told the outcome of ({@code weir.produce.max-bytes}). */
    UNDER_WAY(2),
    /** The producer of the channel for acks=all ({@code buffer.memory}). */
    PRODUCER_OF_ALL(3),
    /** The producer of the channel for acks=1. */
    PRODUCER_OF_LEADER(1),
    /** The producer of the channel for acks=0. */
    PRODUCER_OF_NONE(1);

    private static final int WHOLE = 32;

    private final int parts;

    HeapShare(int parts) {
        this.parts = parts;
    }

    /** This share of the heap of this JVM. */
    public long bytes() {
        return of(Runtime.getRuntime().maxMemory());
    }

    /** This share of a heap. */
    public long of(long heap) {
        return heap / WHOLE * parts;
    }

    /** What all shares leave of a heap. */
    public static long reserve(long heap) {
        long rest = heap;
        for (var share : values()) {
            rest -= share.of(heap);
        }
        return rest;
    }
}

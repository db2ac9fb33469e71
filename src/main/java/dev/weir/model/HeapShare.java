package dev.weir.model;

/**
 * The default shares of the heap.
 *
 * <p>Each share is a bound, and all bounds may be reached at once, so together they leave a {@link #reserve} for memory
 * that no bound counts. See RATIONALE.md, "All bounds fit one heap".
 */
public enum HeapShare {
    /**
     * Consumers of instances and streams, the records that they fetched, and those that pushes hold
     * ({@code weir.reading.memory}).
     */
    READING(12),
    /** Offsets that the sampler of watched topics has recorded. */
    HISTORY(1),
    /** Request bodies that are being read ({@code weir.http.max-buffered-size}). */
    BODIES(4),
    /** Aborted request bodies that are not released yet. */
    ABORTED_BODIES(1),
    /** Records in flight ({@code weir.produce.max-bytes}). */
    IN_FLIGHT(2),
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

    /** The part of a heap that is not shared. */
    public static long reserve(long heap) {
        long rest = heap;
        for (var share : values()) {
            rest -= share.of(heap);
        }
        return rest;
    }
}

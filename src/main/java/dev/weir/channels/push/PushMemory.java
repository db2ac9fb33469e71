package dev.weir.channels.push;

import dev.weir.reading.FetchBudget;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Bounds the undelivered records of all pushes together, within the memory that all readers share. */
@ApplicationScoped
class PushMemory {

    /** The part of the memory that pushes without sizes of their own take together. */
    private static final int PART = 6;

    /** A push and a replay of it have a window each. */
    private static final int WINDOWS = 2;

    private static final long MAX_WINDOW_BYTES = 8 << 20;
    private static final long MEGABYTE = 1 << 20;

    private final FetchBudget budget;

    PushMemory(FetchBudget budget) {
        this.budget = budget;
    }

    /** The size of a window where so many pushes share the memory. */
    long windowBytes(int pushes) {
        return Math.min(MAX_WINDOW_BYTES, budget.memory() / PART / WINDOWS / Math.max(1, pushes));
    }

    /**
     * Takes the windows of these pushes from what other readers have.
     *
     * @throws IllegalStateException where they are more than half of it
     */
    void reserve(List<PushDeclaration> pushes) {
        long all = pushes.stream()
                .mapToLong(push -> WINDOWS * push.rules().windowBytes())
                .sum();
        if (!budget.reserve(all)) {
            throw new IllegalStateException(
                    "weir.push.*.window-bytes: all windows, two for each push, take %d MB, which is more than half of weir.reading.memory (%d MB); make them smaller, or give Weir a larger heap"
                            .formatted(all / MEGABYTE, budget.memory() / MEGABYTE));
        }
    }
}

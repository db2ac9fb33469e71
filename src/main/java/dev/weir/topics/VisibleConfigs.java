package dev.weir.topics;

import dev.weir.model.Failure;
import dev.weir.model.Printable;

/** The settings of a topic that a response has. */
enum VisibleConfigs {
    /** All settings, as clients of the v2 API expect them. */
    ALL,
    /** Those that differ from Kafka's default. */
    CHANGED;

    /**
     * Reads {@code all} or {@code changed}.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    public static VisibleConfigs fromString(String name) {
        return switch (name) {
            case "all" -> ALL;
            case "changed" -> CHANGED;
            default -> throw Failure.invalid("configs is all or changed, not '" + Printable.of(name) + "'");
        };
    }
}

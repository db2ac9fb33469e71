package dev.weir.cli.doctor;

import java.util.List;

/** The name of a {@code metadata.version}; brokers report only its level. */
final class MetadataVersionName {

    /** By level, from 1; Kafka's clients do not have the names. */
    private static final List<String> NAMES = List.of(
            "3.0-IV1", "3.1-IV0", "3.2-IV0", "3.3-IV0", "3.3-IV1", "3.3-IV2", "3.3-IV3", "3.4-IV0", "3.5-IV0",
            "3.5-IV1", "3.5-IV2", "3.6-IV0", "3.6-IV1", "3.6-IV2", "3.7-IV0", "3.7-IV1", "3.7-IV2", "3.7-IV3",
            "3.7-IV4", "3.8-IV0", "3.9-IV0", "4.0-IV0", "4.0-IV1", "4.0-IV2", "4.0-IV3", "4.1-IV0", "4.1-IV1",
            "4.2-IV0", "4.2-IV1");

    private MetadataVersionName() {}

    /**
     * The name of a level, as in {@code 4.1-IV1}.
     *
     * @param level from 1
     */
    static String of(int level) {
        return level <= NAMES.size()
                ? NAMES.get(level - 1)
                : "level %d, which is newer than %s".formatted(level, NAMES.get(NAMES.size() - 1));
    }
}

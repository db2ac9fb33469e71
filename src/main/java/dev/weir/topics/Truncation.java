package dev.weir.topics;

import dev.weir.model.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * The records to delete from the beginning of a topic.
 *
 * @param before by partition, the offset of the first record that stays; {@link #ALL} for none
 */
@RegisterForReflection
public record Truncation(Map<Integer, Long> before) {

    /** Everything there is now, as Kafka writes it. */
    public static final long ALL = -1;

    public Truncation {
        if (before == null || before.isEmpty()) {
            throw Failure.unprocessableAt(
                    "$.before", "is missing; it says by partition which offset is to be the first, as {\"0\":120}");
        }
        before.forEach((partition, offset) -> {
            if (offset == null || offset < ALL) {
                throw Failure.unprocessableAt(
                        "$.before." + partition, "is an offset from 0, or -1 for everything there is now");
            }
        });
        before = Map.copyOf(before);
    }
}

package dev.weir.deadletters.letter;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The record that a dead letter was made of.
 *
 * @param topic null where the dead letter does not name it, as the others
 * @param timestamp milliseconds since 1970
 */
@RegisterForReflection
public record LetterOrigin(String topic, Integer partition, Long offset, Long timestamp) {

    static final LetterOrigin UNKNOWN = new LetterOrigin(null, null, null, null);
}

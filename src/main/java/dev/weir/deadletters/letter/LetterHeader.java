package dev.weir.deadletters.letter;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A header of a record.
 *
 * @param value base64; null for null
 */
@RegisterForReflection
public record LetterHeader(String key, String value) {}

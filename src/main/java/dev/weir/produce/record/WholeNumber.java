package dev.weir.produce.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.model.Failure;
import java.io.IOException;

/** Reads numbers that count something: no fractions, no texts, nothing below zero. */
public final class WholeNumber {

    private WholeNumber() {}

    /**
     * The number that the parser stands on, or null for a JSON null.
     *
     * @param path where it is, for messages
     * @throws Failure {@link Failure.Kind#INVALID} unless it is a whole number from 0 to {@code most}
     */
    public static Long read(JsonParser at, String path, long most) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (at.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            var number = at.getBigIntegerValue();
            if (number.signum() >= 0 && number.bitLength() < Long.SIZE && number.longValue() <= most) {
                return number.longValue();
            }
        }
        throw Failure.invalidAt(path, "must be a whole number from 0 to " + most);
    }
}

package dev.weir.produce.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.model.Failure;
import java.io.IOException;

/** Reads whole numbers from 0: no fractions and no strings. */
public final class WholeNumber {

    private WholeNumber() {}

    /**
     * The number at the parser's position, or null for a JSON null.
     *
     * @param path of the number, for messages
     * @throws Failure {@link Failure.Kind#INVALID} unless it is a whole number from 0 to {@code max}
     */
    public static Long read(JsonParser at, BodyPath path, long max) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (at.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            var number = at.getBigIntegerValue();
            if (number.signum() >= 0 && number.bitLength() < Long.SIZE && number.longValue() <= max) {
                return number.longValue();
            }
        }
        throw path.invalid("must be a whole number from 0 to " + max);
    }
}

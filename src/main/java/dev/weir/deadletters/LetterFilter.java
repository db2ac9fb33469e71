package dev.weir.deadletters;

import dev.weir.deadletters.letter.LetterCause;
import dev.weir.model.Failure;
import dev.weir.reading.filter.FilterExpression;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Selects dead letters by their cause and by an expression over the record. */
public final class LetterFilter {

    private LetterFilter() {}

    /**
     * A filter.
     *
     * @param cause in reason, class or cause; null for any
     * @param where a filter expression; null for none
     * @param payloads whether clients may see values and headers, and so ask about them
     */
    public static Predicate<ConsumerRecord<byte[], byte[]>> of(String cause, String where, boolean payloads) {
        if ((cause != null || where != null) && !payloads) {
            throw Failure.forbidden(
                    "where and cause read contents of records, which clients may not read here (weir.access.payloads)");
        }
        Predicate<ConsumerRecord<byte[], byte[]>> filter = cause == null
                ? letter -> true
                : letter -> LetterCause.of(letter.headers()).mentions(cause);
        return where == null ? filter : filter.and(FilterExpression.parse(where)::matches);
    }
}

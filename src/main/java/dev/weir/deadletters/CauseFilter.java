package dev.weir.deadletters;

import dev.weir.deadletters.letter.LetterCause;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lets through dead letters whose reason, class or cause has a text. */
final class CauseFilter {

    private CauseFilter() {}

    /**
     * A filter.
     *
     * @param text null lets all through
     */
    static Predicate<ConsumerRecord<byte[], byte[]>> of(String text) {
        return text == null
                ? letter -> true
                : letter -> LetterCause.of(letter.headers()).mentions(text);
    }
}

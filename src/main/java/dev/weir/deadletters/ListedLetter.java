package dev.weir.deadletters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.weir.deadletters.letter.LetterDetails;
import dev.weir.deadletters.mark.Mark;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/**
 * A dead letter, and whether it was sent back.
 *
 * @param state {@code held}, {@code sent}, {@code claimed} or {@code unknown}
 * @param sent by whom and where to; null for one that is held
 */
@RegisterForReflection
public record ListedLetter(@JsonUnwrapped LetterDetails letter, String state, SentBack sent) {

    /**
     * The redrive of a dead letter.
     *
     * @param time milliseconds since 1970
     * @param topic null unless it is stored, as partition and offset
     */
    @RegisterForReflection
    public record SentBack(
            long time, String by, String redrive, String topic, Integer partition, Long offset, String error) {}

    static ListedLetter of(LetterDetails letter, Optional<Mark> mark) {
        return new ListedLetter(
                letter,
                mark.map(each -> each.state().name().toLowerCase(Locale.ROOT)).orElse("held"),
                mark.map(each -> new SentBack(
                                each.time(),
                                each.by(),
                                each.redrive(),
                                each.topic(),
                                each.partition(),
                                each.offset(),
                                each.error()))
                        .orElse(null));
    }
}

package dev.weir.cli.deadletters;

import dev.weir.cli.output.Table;
import dev.weir.deadletters.ListedLetter;
import java.time.Instant;

/**
 * The columns of a list of dead letters.
 *
 * @param isShort the columns for people, which fit a terminal; otherwise those for programs
 */
record LetterColumns(boolean isShort) {

    private static final int MAX_REASON = 80;

    Table table() {
        return isShort
                ? new Table("letter", "time", "origin", "state", "reason")
                : new Table(
                        "topic",
                        "partition",
                        "offset",
                        "time",
                        "state",
                        "origin_topic",
                        "origin_partition",
                        "origin_offset",
                        "reason",
                        "class",
                        "cause",
                        "attempts",
                        "key",
                        "key_format",
                        "value",
                        "value_format",
                        "truncated");
    }

    Object[] cells(ListedLetter listed) {
        var letter = listed.letter();
        var origin = letter.origin();
        var time = Instant.ofEpochMilli(letter.time()).toString();
        if (isShort) {
            return new Object[] {
                LetterPosition.text(letter.topic(), letter.partition(), letter.offset()),
                time,
                origin.topic() == null
                        ? null
                        : LetterPosition.text(origin.topic(), origin.partition(), origin.offset()),
                listed.state(),
                shortened(letter.reason() == null ? letter.exceptionClass() : letter.reason())
            };
        }
        return new Object[] {
            letter.topic(),
            letter.partition(),
            letter.offset(),
            time,
            listed.state(),
            origin.topic(),
            origin.partition(),
            origin.offset(),
            letter.reason(),
            letter.exceptionClass(),
            letter.cause(),
            letter.attempts(),
            letter.key(),
            letter.keyFormat(),
            letter.value(),
            letter.valueFormat(),
            letter.isTruncated()
        };
    }

    /** Never ends between the halves of a character outside the basic plane. */
    static String shortened(String reason) {
        if (reason == null || reason.length() <= MAX_REASON) {
            return reason;
        }
        int end = MAX_REASON - 1;
        return reason.substring(0, Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end) + "\u2026";
    }
}

package dev.weir.deadletters.letter;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record became a dead letter, and where it came from, as its headers say.
 *
 * @param reason the message of the exception; null where no header says it, as the others
 * @param exceptionClass the class of the exception
 * @param cause the cause of the exception, or the step that failed
 * @param attempts how often handling was tried
 * @param leftOut what of the record the dead letter lacks, and why
 */
public record LetterCause(
        LetterOrigin origin, String reason, String exceptionClass, String cause, Integer attempts, String leftOut) {

    private static final LetterCause UNKNOWN = new LetterCause(LetterOrigin.UNKNOWN, null, null, null, null, null);

    /** Of the dialect of the last header that is one of a dialect, which is the latest failure. */
    public static LetterCause of(Headers headers) {
        var all = headers.toArray();
        for (int i = all.length - 1; i >= 0; i--) {
            for (var dialect : HeaderDialect.values()) {
                if (dialect.isOwn(all[i])) {
                    return dialect.read(headers);
                }
            }
        }
        return UNKNOWN;
    }

    /** Whether no header says anything: the record may be no dead letter. */
    public boolean isUnknown() {
        return equals(UNKNOWN);
    }

    /** The headers of the record itself, without those that describe the failure, in their order. */
    public static List<Header> ownHeaders(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .filter(header -> Stream.of(HeaderDialect.values()).noneMatch(dialect -> dialect.isOwn(header)))
                .toList();
    }

    /** Whether a text is part of the reason, the class or the cause, whatever its case. */
    public boolean mentions(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return Stream.of(reason, exceptionClass, cause)
                .filter(Objects::nonNull)
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(lower));
    }
}

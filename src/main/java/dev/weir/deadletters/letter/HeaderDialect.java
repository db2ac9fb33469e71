package dev.weir.deadletters.letter;

import dev.weir.model.Utf8;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers in which the programs that write dead letters say cause and origin. */
enum HeaderDialect {
    /** SmallRye's and Weir's own: text. */
    SMALLRYE("dead-letter-") {
        @Override
        LetterCause read(Headers headers) {
            return new LetterCause(
                    origin(headers, "topic", "partition", "offset", HeaderDialect::textNumber, HeaderDialect::instant),
                    text(headers, "reason"),
                    text(headers, "exception-class-name"),
                    text(headers, "cause"),
                    intOf(textNumber(value(headers, "attempts"))),
                    text(headers, "left-out"));
        }
    },
    /** Kafka Connect's, with {@code errors.deadletterqueue.context.headers.enable}: text. */
    CONNECT("__connect.errors.") {
        @Override
        LetterCause read(Headers headers) {
            return new LetterCause(
                    origin(headers, "topic", "partition", "offset", HeaderDialect::textNumber, header -> null),
                    text(headers, "exception.message"),
                    text(headers, "exception.class.name"),
                    text(headers, "stage"),
                    null,
                    null);
        }
    },
    /** Spring's: text, and big-endian numbers. */
    SPRING("kafka_dlt-") {
        @Override
        LetterCause read(Headers headers) {
            return new LetterCause(
                    origin(
                            headers,
                            "original-topic",
                            "original-partition",
                            "original-offset",
                            HeaderDialect::binaryNumber,
                            HeaderDialect::binaryNumber),
                    text(headers, "exception-message"),
                    text(headers, "exception-fqcn"),
                    text(headers, "exception-cause-fqcn"),
                    null,
                    null);
        }
    };

    private static final int MAX_TEXT_LENGTH = 1_000;

    private final String prefix;

    HeaderDialect(String prefix) {
        this.prefix = prefix;
    }

    /** Cause and origin as the headers say; a header that is malformed or missing makes null. */
    abstract LetterCause read(Headers headers);

    /** Whether a header is one of those that were added to the record. */
    boolean isOwn(Header header) {
        return header.key().startsWith(prefix);
    }

    LetterOrigin origin(
            Headers headers,
            String topic,
            String partition,
            String offset,
            Function<byte[], Long> number,
            Function<byte[], Long> timestamp) {
        var time = this == SPRING ? "original-timestamp" : "timestamp";
        return new LetterOrigin(
                text(headers, topic),
                intOf(number.apply(value(headers, partition))),
                number.apply(value(headers, offset)),
                timestamp.apply(value(headers, time)));
    }

    /** The last of a name: a record that became a dead letter before may have an older one. */
    byte[] value(Headers headers, String name) {
        var header = headers.lastHeader(prefix + name);
        return header == null ? null : header.value();
    }

    String text(Headers headers, String name) {
        var value = value(headers, name);
        if (value == null) {
            return null;
        }
        var excerpt = ByteExcerpt.of(value, MAX_TEXT_LENGTH);
        return excerpt.isTruncated() ? excerpt.text() + "..." : excerpt.text();
    }

    private static Integer intOf(Long number) {
        return number == null || number < 0 || number > Integer.MAX_VALUE ? null : Integer.valueOf(number.intValue());
    }

    private static Long textNumber(byte[] value) {
        var text = value == null ? null : Utf8.decode(value);
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static Long binaryNumber(byte[] value) {
        if (value == null) {
            return null;
        }
        return switch (value.length) {
            case Integer.BYTES -> (long) ByteBuffer.wrap(value).getInt();
            case Long.BYTES -> ByteBuffer.wrap(value).getLong();
            default -> null;
        };
    }

    private static Long instant(byte[] value) {
        var text = value == null ? null : Utf8.decode(value);
        try {
            return text == null ? null : Long.valueOf(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException malformed) {
            return textNumber(value);
        }
    }
}

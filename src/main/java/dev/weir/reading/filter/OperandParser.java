package dev.weir.reading.filter;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses one side of a comparison: a literal, or a field of the record. */
final class OperandParser {

    private static final String FIELDS = "key, value, headers, topic, partition, offset or timestamp";

    /** The timestamp, with which a text compares as a time. */
    private static final Operand TIMESTAMP = Operand.number(ConsumerRecord::timestamp);

    private final TokenCursor tokens;

    OperandParser(TokenCursor tokens) {
        this.tokens = tokens;
    }

    /** The right side of a comparison with another operand. */
    Operand operand(Operand left) {
        return left == TIMESTAMP && tokens.peek().kind() == Token.Kind.TEXT ? time() : operand();
    }

    private Operand time() {
        var token = tokens.take();
        try {
            return Operand.constant(
                    Scalar.number(OffsetDateTime.parse(token.text()).toInstant().toEpochMilli()));
        } catch (DateTimeException | ArithmeticException noTime) {
            throw tokens.failure(
                    token, "a time such as \"2024-01-31T12:00:00Z\", or milliseconds since 1970, is expected");
        }
    }

    Operand operand() {
        var token = tokens.take();
        return switch (token.kind()) {
            case TEXT -> Operand.constant(Scalar.string(token.text()));
            case NUMBER -> Operand.constant(Scalar.literal(token.text()));
            case NAME -> named(token);
            default -> throw tokens.failure(token, "a field of the record, a text in quotes or a number is expected");
        };
    }

    private Operand named(Token token) {
        return switch (token.text()) {
            case "true", "false" -> Operand.constant(Scalar.literal(token.text()));
            case "null" -> Operand.NULL;
            case "key" -> content(ConsumerRecord::key);
            case "value" -> content(ConsumerRecord::value);
            case "headers" -> header();
            case "topic" -> record -> List.of(Scalar.string(record.topic()));
            case "partition" -> Operand.number(ConsumerRecord::partition);
            case "offset" -> Operand.number(ConsumerRecord::offset);
            case "timestamp" -> TIMESTAMP;
            case "size" -> size();
            default -> throw tokens.failure(token, token.hint().orElseGet(() -> unknown(token.text())));
        };
    }

    private static String unknown(String name) {
        return "'%s' is no field of a record, which are %s; a field of a JSON value is value.%s, a text is in quotes"
                .formatted(name, FIELDS, name);
    }

    private Operand content(Function<ConsumerRecord<byte[], byte[]>, byte[]> part) {
        var path = path();
        return path.isEmpty() ? Operand.content(part) : Operand.json(part, new JsonPath(path));
    }

    private List<JsonPath.Step> path() {
        List<JsonPath.Step> steps = new ArrayList<>();
        while (true) {
            if (tokens.accept(".")) {
                steps.add(JsonPath.Step.of(tokens.expect(Token.Kind.NAME, "the name of a field")));
            } else if (tokens.accept("[")) {
                steps.add(tokens.accept("*") ? JsonPath.Step.ANY : JsonPath.Step.of(element()));
                tokens.expect("]");
            } else {
                return steps;
            }
        }
    }

    private String element() {
        var token = tokens.take();
        boolean isIndex = token.kind() == Token.Kind.NUMBER && token.text().matches("\\d{1,9}");
        if (isIndex || token.kind() == Token.Kind.TEXT) {
            return token.text();
        }
        throw tokens.failure(token, "an index, a name in quotes or * is expected");
    }

    private Operand header() {
        if (tokens.accept(".")) {
            return Operand.header(tokens.expect(Token.Kind.NAME, "the name of a header"));
        }
        if (tokens.accept("[")) {
            var name = tokens.expect(Token.Kind.TEXT, "the name of a header in quotes");
            tokens.expect("]");
            return Operand.header(name);
        }
        throw tokens.failure(
                tokens.peek(), "headers is followed by the name of one: headers.region or headers[\"region\"]");
    }

    private Operand size() {
        tokens.expect("(");
        var token = tokens.take();
        tokens.expect(")");
        return switch (token.text()) {
            case "key" -> Operand.number(record -> Math.max(0, record.serializedKeySize()));
            case "value" -> Operand.number(record -> Math.max(0, record.serializedValueSize()));
            default -> throw tokens.failure(token, "size(key) and size(value) are numbers of bytes");
        };
    }
}

package dev.weir.reading.filter;

import dev.weir.model.Failure;
import dev.weir.model.PatternCompiler;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses a filter expression by recursive descent: or, and, not, comparison, operand. */
final class FilterParser {

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_DEPTH = 50;

    private static final String FIELDS = "key, value, headers, topic, partition, offset or timestamp";

    private static final Map<String, IntPredicate> ORDERS = Map.of(
            "<", order -> order < 0, "<=", order -> order <= 0, ">", order -> order > 0, ">=", order -> order >= 0);

    private static final Map<String, String> OTHER_WORDS = Map.of("and", "&&", "or", "||", "not", "!");

    /** The timestamp, with which a text compares as a time. */
    private static final Operand TIMESTAMP = Operand.number(ConsumerRecord::timestamp);

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;

    /**
     * A parser of one expression.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an expression that is too long, or has an invalid token
     */
    FilterParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw Failure.invalid(
                    "The filter has %d characters; %d are the maximum".formatted(text.length(), MAX_LENGTH));
        }
        this.text = text;
        tokens = Tokenizer.tokens(text);
    }

    Predicate<ConsumerRecord<byte[], byte[]>> parse() {
        var condition = or();
        if (peek().kind() != Token.Kind.END) {
            throw unexpected("&&, || or the end");
        }
        return condition;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> or() {
        var left = and();
        while (accept("||")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> and() {
        var left = not();
        while (accept("&&")) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> not() {
        if (++depth > MAX_DEPTH) {
            throw failure(peek(), "the expression is nested more than %d levels deep".formatted(MAX_DEPTH));
        }
        try {
            if (accept("!")) {
                return not().negate();
            }
            if (accept("(")) {
                var inner = or();
                expect(")");
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> comparison() {
        var first = peek();
        if (first.isName("has") && tokens.get(next + 1).isSymbol("(")) {
            next++;
            return has();
        }
        var left = operand();
        int end = tokens.get(next - 1).to();
        var operator = take();
        if (operator.isName("in")) {
            return in(left);
        }
        if (operator.isSymbol("=~") || operator.isSymbol("!~")) {
            var matches = pattern(left);
            return operator.isSymbol("=~") ? matches : matches.negate();
        }
        if (operator.isSymbol("==")) {
            return equal(left, List.of(operand(left)));
        }
        if (operator.isSymbol("!=")) {
            return equal(left, List.of(operand(left))).negate();
        }
        if (ORDERS.containsKey(operator.text()) && operator.kind() == Token.Kind.SYMBOL) {
            return ordered(left, operand(left), ORDERS.get(operator.text()));
        }
        throw failure(
                operator,
                "a comparison is expected: ==, !=, <, <=, >, >=, =~, !~ or in; has(%s) asks whether a record has it"
                        .formatted(text.substring(first.from(), end)));
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> has() {
        expect("(");
        var operand = operand();
        expect(")");
        return operand::isIn;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> in(Operand left) {
        expect("(");
        List<Operand> rights = new ArrayList<>();
        do {
            rights.add(operand(left));
        } while (accept(","));
        expect(")");
        return equal(left, rights);
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> pattern(Operand left) {
        var token = take();
        if (token.kind() != Token.Kind.TEXT) {
            throw failure(token, "an RE2 pattern in quotes is expected");
        }
        PatternCompiler.problem(token.text()).ifPresent(problem -> {
            throw failure(token, "the pattern " + problem);
        });
        var pattern = PatternCompiler.compile(token.text());
        return record -> left.of(record).stream()
                .anyMatch(scalar -> pattern.matcher(scalar.text()).find());
    }

    /** Whether the left side equals one of the right sides; it is read once, because it may be a part of JSON. */
    private static Predicate<ConsumerRecord<byte[], byte[]>> equal(Operand left, List<Operand> rights) {
        return record -> {
            var all = left.of(record);
            return rights.stream().map(right -> right.of(record)).anyMatch(others -> isEqual(all, others));
        };
    }

    private static boolean isEqual(List<Scalar> all, List<Scalar> others) {
        return all.isEmpty()
                ? others.isEmpty()
                : all.stream().anyMatch(one -> others.stream().anyMatch(one::isEqual));
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> ordered(Operand left, Operand right, IntPredicate holds) {
        return record -> {
            var others = right.of(record);
            return left.of(record).stream().anyMatch(one -> others.stream().anyMatch(other -> {
                var order = one.compare(other);
                return order != null && holds.test(order);
            }));
        };
    }

    /** The right side of a comparison with another operand. */
    private Operand operand(Operand left) {
        return left == TIMESTAMP && peek().kind() == Token.Kind.TEXT ? time() : operand();
    }

    private Operand time() {
        var token = take();
        try {
            return Operand.constant(
                    Scalar.number(OffsetDateTime.parse(token.text()).toInstant().toEpochMilli()));
        } catch (DateTimeException | ArithmeticException noTime) {
            throw failure(token, "a time such as \"2024-01-31T12:00:00Z\", or milliseconds since 1970, is expected");
        }
    }

    private Operand operand() {
        var token = take();
        return switch (token.kind()) {
            case TEXT -> Operand.constant(Scalar.string(token.text()));
            case NUMBER -> Operand.constant(Scalar.literal(token.text()));
            case NAME -> named(token);
            default -> throw failure(token, "a field of the record, a text in quotes or a number is expected");
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
            default -> throw failure(token, unknown(token.text()));
        };
    }

    private static String unknown(String name) {
        if (OTHER_WORDS.containsKey(name)) {
            return "'%s' is %s".formatted(name, OTHER_WORDS.get(name));
        }
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
            if (accept(".")) {
                steps.add(JsonPath.Step.of(expect(Token.Kind.NAME, "the name of a field")));
            } else if (accept("[")) {
                steps.add(accept("*") ? JsonPath.Step.ANY : JsonPath.Step.of(element()));
                expect("]");
            } else {
                return steps;
            }
        }
    }

    private String element() {
        var token = take();
        boolean isIndex = token.kind() == Token.Kind.NUMBER && token.text().matches("\\d{1,9}");
        if (isIndex || token.kind() == Token.Kind.TEXT) {
            return token.text();
        }
        throw failure(token, "an index, a name in quotes or * is expected");
    }

    private Operand header() {
        if (accept(".")) {
            return Operand.header(expect(Token.Kind.NAME, "the name of a header"));
        }
        if (accept("[")) {
            var name = expect(Token.Kind.TEXT, "the name of a header in quotes");
            expect("]");
            return Operand.header(name);
        }
        throw failure(peek(), "headers is followed by the name of one: headers.region or headers[\"region\"]");
    }

    private Operand size() {
        expect("(");
        var token = take();
        expect(")");
        return switch (token.text()) {
            case "key" -> Operand.number(record -> Math.max(0, record.serializedKeySize()));
            case "value" -> Operand.number(record -> Math.max(0, record.serializedValueSize()));
            default -> throw failure(token, "size(key) and size(value) are numbers of bytes");
        };
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** The next token; the end stays the next one. */
    private Token take() {
        var token = tokens.get(next);
        if (next < tokens.size() - 1) {
            next++;
        }
        return token;
    }

    private boolean accept(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            next++;
        }
        return found;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    private String expect(Token.Kind kind, String what) {
        var token = take();
        if (token.kind() != kind) {
            throw failure(token, what + " is expected");
        }
        return token.text();
    }

    private Failure unexpected(String expected) {
        var token = peek();
        var word = OTHER_WORDS.get(token.text());
        return failure(token, word == null ? expected + " is expected" : unknown(token.text()));
    }

    private Failure failure(Token token, String problem) {
        return SyntaxFailures.at(text, token.from(), problem);
    }
}

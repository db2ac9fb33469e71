package dev.weir.reading.filter;

import dev.weir.model.Failure;
import dev.weir.model.PatternCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses a filter expression by recursive descent: or, and, not, comparison, operand. */
final class FilterParser {

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_DEPTH = 50;

    private static final Map<String, IntPredicate> ORDERS = Map.of(
            "<", order -> order < 0, "<=", order -> order <= 0, ">", order -> order > 0, ">=", order -> order >= 0);

    private final TokenCursor tokens;
    private final OperandParser operands;
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
        tokens = new TokenCursor(text);
        operands = new OperandParser(tokens);
    }

    Predicate<ConsumerRecord<byte[], byte[]>> parse() {
        var condition = or();
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.unexpected("&&, || or the end");
        }
        return condition;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> or() {
        var left = and();
        while (tokens.accept("||")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> and() {
        var left = not();
        while (tokens.accept("&&")) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> not() {
        if (++depth > MAX_DEPTH) {
            throw tokens.failure(
                    tokens.peek(), "the expression is nested more than %d levels deep".formatted(MAX_DEPTH));
        }
        try {
            if (tokens.accept("!")) {
                return not().negate();
            }
            if (tokens.accept("(")) {
                var inner = or();
                tokens.expect(")");
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> comparison() {
        if (tokens.isCall("has")) {
            return has();
        }
        var first = tokens.peek();
        var left = operands.operand();
        var leftText = tokens.textFrom(first);
        var operator = tokens.take();
        if (operator.isName("in")) {
            return in(left);
        }
        if (operator.isSymbol("=~") || operator.isSymbol("!~")) {
            var matches = pattern(left);
            return operator.isSymbol("=~") ? matches : matches.negate();
        }
        if (operator.isSymbol("==")) {
            return equal(left, List.of(operands.operand(left)));
        }
        if (operator.isSymbol("!=")) {
            return equal(left, List.of(operands.operand(left))).negate();
        }
        if (ORDERS.containsKey(operator.text()) && operator.kind() == Token.Kind.SYMBOL) {
            return ordered(left, operands.operand(left), ORDERS.get(operator.text()));
        }
        throw tokens.failure(
                operator,
                "a comparison is expected: ==, !=, <, <=, >, >=, =~, !~ or in; has(%s) asks whether a record has it"
                        .formatted(leftText));
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> has() {
        tokens.take();
        tokens.expect("(");
        var operand = operands.operand();
        tokens.expect(")");
        return operand::isIn;
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> in(Operand left) {
        tokens.expect("(");
        List<Operand> rights = new ArrayList<>();
        do {
            rights.add(operands.operand(left));
        } while (tokens.accept(","));
        tokens.expect(")");
        return equal(left, rights);
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> pattern(Operand left) {
        var token = tokens.take();
        if (token.kind() != Token.Kind.TEXT) {
            throw tokens.failure(token, "an RE2 pattern in quotes is expected");
        }
        PatternCompiler.problem(token.text()).ifPresent(problem -> {
            throw tokens.failure(token, "the pattern " + problem);
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
}

package dev.weir.reading.filter;

import dev.weir.model.Failure;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Selects records by an expression over their key, value, headers, partition, offset and timestamp, such as
 * {@code value.total > 100 && headers.region == "eu"}.
 *
 * <p>It never fails on a record: a part that a record does not have, or that is of another type than the expression
 * compares it with, is not equal. Safe for use by many threads.
 */
public final class FilterExpression {

    private final String expression;
    private final Predicate<ConsumerRecord<byte[], byte[]>> condition;

    private FilterExpression(String expression, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        this.expression = expression;
        this.condition = condition;
    }

    /**
     * Parses an expression. The language is described in docs/filters.md.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an invalid expression, naming the column, from 1
     */
    public static FilterExpression parse(String expression) {
        Objects.requireNonNull(expression);
        return new FilterExpression(expression, new FilterParser(expression).parse());
    }

    /** Whether the filter selects a record. */
    public boolean matches(ConsumerRecord<byte[], byte[]> record) {
        return condition.test(record);
    }

    /** Whether the other has the same text. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FilterExpression that && expression.equals(that.expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    /** The expression as it was given. */
    @Override
    public String toString() {
        return expression;
    }
}

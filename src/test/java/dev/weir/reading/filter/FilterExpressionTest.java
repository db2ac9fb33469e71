package dev.weir.reading.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterExpressionTest {

    private static final String VALUE = """
            {"total": 541.64, "currency": "EUR", "paid": false, "note": null, "city": "Gent", "big": 1e400,
             "count": 5, "code": "5", "first-name": "Ann", "lines": [{"sku": "A-1", "qty": 2}, {"sku": "B-2", "qty": 1}]}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.total > 100",
                "value.total == 541.640",
                "value.total >= 541.64 && value.total <= 541.64",
                "541.64 == value.total",
                "value.big > 1e399",
                "value.currency == \"EUR\"",
                "value.currency == 'EUR'",
                "value.currency != \"USD\"",
                "value.currency in (\"USD\", \"EUR\")",
                "value.paid == false",
                "value.paid != true",
                "value.note == null",
                "value.missing == null",
                "!has(value.note)",
                "has(value.lines)",
                "has(value.lines[1].sku)",
                "!has(value.lines[2].sku)",
                "value.lines[0].sku == \"A-1\"",
                "value.lines[*].sku == \"B-2\"",
                "value.lines[*].qty > 1",
                "value[\"first-name\"] == \"Ann\"",
                "value.first-name == \"Ann\"",
                "value.city =~ \"^G.nt$\"",
                "value.city !~ \"^Ant\"",
                "value.count == 5 && !(value.count == \"5\")",
                "value.code == \"5\" && !(value.code == 5)",
                "value.count =~ \"^5\"",
                "value.city > \"Aalst\"",
                "value.count < value.total",
                "key == \"c-1\"",
                "key =~ \"^c-\\d$\"",
                "headers.region == \"eu\"",
                "headers.region == \"us\"",
                "headers[\"region\"] =~ \"e\"",
                "headers.attempts > 2",
                "headers.attempts == \"3\"",
                "has(headers.region) && !has(headers.zone)",
                "headers.empty == \"\"",
                "has(headers.nothing) && headers.nothing == null",
                "has(headers.binary) && headers.binary != null && headers.binary =~ \"b\"",
                "partition == 4",
                "partition in (0, 4)",
                "offset >= 213655",
                "topic == \"orders\"",
                "timestamp == 1764244800000",
                "timestamp >= \"2025-11-27T12:00:00Z\"",
                "timestamp < \"2025-11-27T13:30:00+01:00\"",
                "size(value) > 100 && size(key) == 3",
                "partition == 1 || partition == 4 && offset > 0",
                "(partition == 4 || partition == 1) && !(offset < 0)",
                "  value . total>100&&partition==4  ",
                "value =~ \"\\\"EUR\\\"\"",
            })
    void selects_the_record(String expression) {
        assertThat(FilterExpression.parse(expression).matches(order())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.total > 1000",
                "value.total == \"541.64\"",
                "value.currency > 5",
                "value.currency < 5",
                "value.paid == \"false\"",
                "value.missing == \"\"",
                "value.missing < 5",
                "value.lines.sku == \"A-1\"",
                "value.lines[*].sku == \"C-3\"",
                "value[0] == 1",
                "key.total == 541.64",
                "headers.zone == \"eu\"",
                "headers.region == null",
                "headers.binary == null",
                "value == null",
                "partition == 3 || partition == 1 && offset > 0",
                "timestamp > \"2025-11-27T12:00:00Z\"",
            })
    void leaves_the_record_out(String expression) {
        assertThat(FilterExpression.parse(expression).matches(order())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "value.total >> 100           | 14 | a field of the record, a text in quotes or a number is expected",
                "value.total = 100            | 13 | equality is ==",
                "value.total > 100 & key      | 19 | and is &&",
                "value.total > 100 and key    | 19 | 'and' is &&",
                "total > 100                  | 1  | a field of a JSON value is value.total, a text is in quotes",
                "value.city == Gent           | 15 | 'Gent' is no field of a record",
                "value.city == \"Gent         | 15 | the text has no closing \"",
                "value.city                   | 11 | has(value.city) asks whether a record has it",
                "(value.a == 1                | 14 | ')' is expected",
                "value.a == 1)                | 13 | &&, || or the end is expected",
                "value..a == 1                | 7  | the name of a field is expected",
                "value[a] == 1                | 7  | an index, a name in quotes or * is expected",
                "headers == 1                 | 9  | headers is followed by the name of one",
                "key =~ c                     | 8  | an RE2 pattern in quotes is expected",
                "key =~ \"(\"                 | 8  | the pattern is not a pattern of RE2",
                "key =~ \"((x{99}){99}){99}\" | 8  | the pattern is too large",
                "timestamp > \"yesterday\"    | 13 | a time such as",
                "size(headers) > 1            | 6  | size(key) and size(value) are numbers of bytes",
                "key in \"a\"                 | 8  | '(' is expected",
                "key == ;                     | 8  | ';' has no meaning here",
                "``                           | 1  | a field of the record",
            })
    void an_invalid_expression_is_rejected_with_the_column_and_the_reason(
            String expression, int column, String problem) {
        assertThatThrownBy(() -> FilterExpression.parse(expression))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID))
                .hasMessageContaining("at column " + column + ", ")
                .hasMessageContaining(problem);
    }

    @Test
    void an_expression_that_is_too_long_or_too_deep_is_rejected() {
        assertThatThrownBy(() -> FilterExpression.parse("key == \"" + "x".repeat(2_000) + "\""))
                .hasMessageContaining("2009 characters; 2000 are the maximum");
        assertThatThrownBy(() -> FilterExpression.parse("(".repeat(60) + "key == 1" + ")".repeat(60)))
                .hasMessageContaining("at column 51")
                .hasMessageContaining("50 levels");
        assertThat(FilterExpression.parse("(".repeat(49) + "partition == 4" + ")".repeat(49))
                        .matches(order()))
                .isTrue();
    }

    @Test
    void compares_a_key_that_is_a_json_string_with_and_without_its_quotes() {
        var record = record("\"c-1\"", "7");
        assertThat(FilterExpression.parse("key == \"c-1\"").matches(record)).isTrue();
        assertThat(FilterExpression.parse("key == '\"c-1\"'").matches(record)).isTrue();
        assertThat(FilterExpression.parse("value == 7.0").matches(record)).isTrue();
        assertThat(FilterExpression.parse("value == \"7\"").matches(record)).isTrue();
    }

    @Test
    void selects_records_without_key_or_value() {
        var tombstone = record((byte[]) null, null);
        assertThat(FilterExpression.parse("key == null && value == null").matches(tombstone))
                .isTrue();
        assertThat(FilterExpression.parse("size(value) == 0").matches(tombstone))
                .isTrue();
        assertThat(FilterExpression.parse("value.total > 0 || key =~ \"\"").matches(tombstone))
                .isFalse();
    }

    @Example
    void is_equal_to_no_number_that_would_be_expensive() {
        var digits = "9".repeat(100_000);
        assertThat(FilterExpression.parse("value.n > 1 || value.n == 1 || value.n < 1")
                        .matches(record("k", "{\"n\":" + digits + "}")))
                .isFalse();
        assertThat(FilterExpression.parse("value.n > 1").matches(record("k", "{\"n\":1e9999999999}")))
                .isFalse();
        assertThat(FilterExpression.parse("value.n > 1").matches(record("k", "{\"n\":1e999999999}")))
                .isTrue();
    }

    @Property
    void any_text_is_a_filter_or_a_failure(@ForAll String expression) {
        assertThat(failureOf(expression).map(Failure::kind)).isIn(Optional.empty(), Optional.of(Failure.Kind.INVALID));
    }

    @Property
    void any_bytes_can_be_filtered(@ForAll byte[] key, @ForAll byte[] value) {
        var filter = FilterExpression.parse(
                "key == \"a\" || value.a[*] > 1 || headers.a =~ \"x\" || value == 5 || has(key[0])");
        assertThat(filter.matches(record(key, value))).isIn(true, false);
    }

    private static Optional<Failure> failureOf(String expression) {
        try {
            FilterExpression.parse(expression);
            return Optional.empty();
        } catch (Failure invalid) {
            return Optional.of(invalid);
        }
    }

    private static ConsumerRecord<byte[], byte[]> order() {
        return record("c-1".getBytes(UTF_8), VALUE.getBytes(UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return record(key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        var headers = new RecordHeaders()
                .add("region", "eu".getBytes(UTF_8))
                .add("region", "us".getBytes(UTF_8))
                .add("attempts", "3".getBytes(UTF_8))
                .add("empty", new byte[0])
                .add("nothing", null)
                .add("binary", new byte[] {'a', (byte) 0xff, 'b'});
        return new ConsumerRecord<>(
                "orders",
                4,
                213_655,
                1_764_244_800_000L,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}

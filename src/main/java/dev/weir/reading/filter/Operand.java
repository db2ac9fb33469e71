package dev.weir.reading.filter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.model.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A side of a comparison: a literal, or a part of a record. */
@FunctionalInterface
interface Operand {

    /** {@code null}. */
    Operand NULL = record -> List.of();

    /** The readings of the part; a comparison holds where one of them does. Empty where the record has no such part. */
    List<Scalar> of(ConsumerRecord<byte[], byte[]> record);

    /** Whether the record has the part. */
    default boolean isIn(ConsumerRecord<byte[], byte[]> record) {
        return !of(record).isEmpty();
    }

    /** The same for each record. */
    static Operand constant(Scalar scalar) {
        var one = List.of(scalar);
        return record -> one;
    }

    /** A number that each record has. */
    static Operand number(ToLongFunction<ConsumerRecord<byte[], byte[]>> number) {
        return record -> List.of(Scalar.number(number.applyAsLong(record)));
    }

    /** A whole key or value: its text and, where that is a JSON string, what the string has. */
    static Operand content(Function<ConsumerRecord<byte[], byte[]>, byte[]> part) {
        return record -> contents(part.apply(record));
    }

    /** The parts of a key or value that is JSON. */
    static Operand json(Function<ConsumerRecord<byte[], byte[]>, byte[]> part, JsonPath path) {
        return record -> {
            List<Scalar> found = new ArrayList<>(1);
            path.forEach(part.apply(record), (at, bytes) -> {
                if (at.currentToken() == JsonToken.VALUE_STRING) {
                    found.add(Scalar.string(at.getText()));
                } else if (at.currentToken().isScalarValue()) {
                    addLiteral(found, at);
                } else {
                    found.add(Scalar.string(new String(JsonPath.bytes(at, bytes), StandardCharsets.UTF_8)));
                }
            });
            return found;
        };
    }

    /** The values of all headers of a name; a record has a header whose value is null, too. */
    static Operand header(String name) {
        return new Operand() {
            @Override
            public List<Scalar> of(ConsumerRecord<byte[], byte[]> record) {
                List<Scalar> found = new ArrayList<>(1);
                for (var header : record.headers().headers(name)) {
                    found.addAll(contents(header.value()));
                }
                return found;
            }

            @Override
            public boolean isIn(ConsumerRecord<byte[], byte[]> record) {
                return record.headers().lastHeader(name) != null;
            }
        };
    }

    private static void addLiteral(List<Scalar> found, JsonParser at) throws IOException {
        if (at.currentToken() != JsonToken.VALUE_NULL) {
            found.add(Scalar.literal(at.getText()));
        }
    }

    private static List<Scalar> contents(byte[] bytes) {
        if (bytes == null) {
            return List.of();
        }
        var text = Utf8.decode(bytes);
        if (text == null) {
            return List.of(Scalar.binary(new String(bytes, StandardCharsets.UTF_8)));
        }
        List<Scalar> found = new ArrayList<>(2);
        found.add(Scalar.content(text));
        if (text.startsWith("\"")) {
            JsonPath.WHOLE.forEach(bytes, (at, json) -> found.add(Scalar.string(at.getText())));
        }
        return found;
    }
}

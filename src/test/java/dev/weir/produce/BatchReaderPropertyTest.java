package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class BatchReaderPropertyTest {

    private static final List<ObjectMapper> WRITERS = List.of(
            new ObjectMapper(),
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build(),
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    @Property(tries = 500)
    void any_json_value_is_read_byte_for_byte(
            @ForAll("writers") ObjectMapper writer,
            @ForAll @Size(max = 4) List<@From("json") Object> keys,
            @ForAll("json") Object value)
            throws Exception {
        var json = writer.writeValueAsString(value);
        var body = new StringBuilder("{\"records\":[");
        for (var key : keys) {
            body.append("{\"key\":").append(writer.writeValueAsString(key)).append(", \"value\" : ");
            body.append(json).append(" } ,");
        }
        body.append("{\"value\":").append(json).append("}]}");

        var records = new BatchReader(new TopicName("t"), null, EmbeddedFormat.JSON, utf8(body.toString())).records();

        for (int i = 0; i < keys.size(); i++) {
            assertThat(records.get(i).key()).isEqualTo(bytes(writer.writeValueAsString(keys.get(i))));
        }
        assertThat(records).hasSize(keys.size() + 1).allSatisfy(record -> assertThat(record.value())
                .isEqualTo(bytes(json)));
    }

    @Property(tries = 200)
    void any_bytes_are_decoded_from_base64(@ForAll byte[] key, @ForAll byte[] value) {
        var body = "{\"records\":[{\"key\":\"%s\",\"value\":\"%s\"}]}".formatted(base64(key), base64(value));

        var records = new BatchReader(new TopicName("t"), null, EmbeddedFormat.BINARY, utf8(body)).records();

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(key);
            assertThat(record.value()).isEqualTo(value);
        });
    }

    @Property(tries = 200)
    void any_text_is_read_as_its_utf_8_bytes(@ForAll("writers") ObjectMapper writer, @ForAll("text") String text)
            throws Exception {
        var body = "{\"records\":[{\"value\":%s}]}".formatted(writer.writeValueAsString(text));

        var records = new BatchReader(new TopicName("t"), null, EmbeddedFormat.TEXT, utf8(body)).records();

        assertThat(records).singleElement().extracting(record -> record.value()).isEqualTo(utf8(text));
    }

    @Provide
    static Arbitrary<ObjectMapper> writers() {
        return Arbitraries.of(WRITERS);
    }

    @Provide
    static Arbitrary<Object> json() {
        return json(3);
    }

    private static Arbitrary<Object> json(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                text().map(Object.class::cast),
                Arbitraries.bigIntegers().map(Object.class::cast),
                Arbitraries.bigDecimals().ofScale(30).map(Object.class::cast),
                Arbitraries.doubles().filter(Double::isFinite).map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.just(null));
        if (depth == 0) {
            return leaf;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(3, leaf),
                Tuple.of(
                        1,
                        Arbitraries.lazy(() -> json(depth - 1))
                                .list()
                                .ofMaxSize(4)
                                .map(Object.class::cast)),
                Tuple.of(
                        1,
                        Arbitraries.maps(names(), Arbitraries.lazy(() -> json(depth - 1)))
                                .ofMaxSize(4)
                                .map(Object.class::cast)));
    }

    /** Jackson 2.21.1 rejects an escaped surrogate pair in a name (jackson-core issue 1541); 2.21.2 does not. */
    private static Arbitrary<String> names() {
        return text().filter(name -> name.codePoints().noneMatch(Character::isSupplementaryCodePoint));
    }

    /** Any characters, without unpaired surrogates. */
    @Provide
    static Arbitrary<String> text() {
        var planes = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        var latin = Arbitraries.integers().between(0, 0x17f);
        return Arbitraries.oneOf(latin, planes)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .withoutEdgeCases()
                .array(int[].class)
                .ofMaxSize(12)
                .map(points -> IntStream.of(points)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String json) {
        return json.equals("null") ? null : utf8(json);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

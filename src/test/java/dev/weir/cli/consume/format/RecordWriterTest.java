package dev.weir.cli.consume.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordWriterTest {

    private static final byte[] BINARY = {0, (byte) 0xff, '\n'};
    private static final byte[] NONE = new byte[0];
    private static final byte[] LINE_END = {'\n'};

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            text,   plain,      `"value":"plain"`
            text,   `q"\\u`,    `"value":"q\\"\\\\u"`
            text,   `é\u0001`,  `"value":"é\\u0001"`
            json,   `{"a":1.0}`,`"value":{"a":1.0}`
            json,   `[1,\n2]`,  `"value_base64":"WzEsCjJd"`
            json,   `[1, 2]`,   `"value":[1, 2]`
            json,   plain,      `"value_base64":"cGxhaW4="`
            binary, plain,      `"value":"cGxhaW4="`
            """)
    void json_value_has_the_configured_encoding(String encoding, String value, String field) {
        assertThat(ConsumeOutput.asNdjson(record(null, value.getBytes(UTF_8), new RecordHeaders()), encoding))
                .asString()
                .isEqualTo("{\"topic\":\"orders\",\"key\":null," + field
                        + ",\"partition\":2,\"offset\":7,\"timestamp\":1234}\n");
    }

    @Test
    void json_has_base64_fields_for_other_bytes() {
        var headers = new RecordHeaders().add("a", BINARY).add("a", null).add("é", NONE);

        assertThat(ConsumeOutput.asNdjson(record(BINARY, null, headers), "text"))
                .asString()
                .contains("\"key_base64\":\"AP8K\",\"value\":null,")
                .endsWith(
                        ",\"headers\":[{\"key\":\"a\",\"value\":\"AP8K\"},{\"key\":\"a\",\"value\":null},{\"key\":\"é\",\"value\":\"\"}]}\n");
    }

    @Test
    void plain_format_writes_key_and_value_bytes() {
        assertThat(ConsumeOutput.by(new PlainWriter(null, NONE, LINE_END), record(NONE, BINARY, new RecordHeaders())))
                .containsExactly(0, 0xff, '\n', '\n');
        assertThat(ConsumeOutput.by(
                        new PlainWriter(":".getBytes(UTF_8), "NULL".getBytes(UTF_8), NONE),
                        record("k".getBytes(UTF_8), null, new RecordHeaders())))
                .asString()
                .isEqualTo("k:NULL");
    }

    @Test
    void template_formats_a_record() {
        var headers = new RecordHeaders().add("a", "1".getBytes(UTF_8)).add("b", null);
        var record = record("k".getBytes(UTF_8), "välue".getBytes(UTF_8), headers);

        assertThat(by("%t[%p]@%o %T %k:%v %S %h 100%%", record)).isEqualTo("orders[2]@7 1234 k:välue 6 a=1,b= 100%\n");
        assertThat(by("%s\\t%K\\n", record)).isEqualTo("välue\t1\n");
        assertThat(by("%k%K", record(null, NONE, headers))).isEqualTo("-1\n");
        assertThatThrownBy(() -> by("%q", record)).isInstanceOf(Failure.class).hasMessageContaining("%q");
        assertThatThrownBy(() -> by("50%", record)).isInstanceOf(Failure.class);
    }

    @Test
    void csv_distinguishes_null_from_empty_and_quotes_special_characters() {
        var headers = new RecordHeaders().add("h", null);

        assertThat(csv(null, "a,\"b\"", headers))
                .isEqualTo("orders,2,7,1234,,\"a,\"\"b\"\"\",\"[{\"\"key\"\":\"\"h\"\",\"\"value\"\":null}]\"\n");
        assertThat(csv(NONE, "plain", new RecordHeaders())).isEqualTo("orders,2,7,1234,\"\",plain,\n");
        assertThat(csv(BINARY, " x\n", new RecordHeaders())).isEqualTo("orders,2,7,1234,base64:AP8K,\" x\n\",\n");
    }

    @Test
    void table_replaces_control_characters() {
        assertThat(ConsumeOutput.by(
                        new TableWriter(), record(null, "\u001b[31mred".getBytes(UTF_8), new RecordHeaders())))
                .asString()
                .contains("orders", "1970-01-01T00:00:01.234Z", " - ", "\\u001b[31mred")
                .doesNotContain("\u001b");
    }

    private static String csv(byte[] key, String value, Headers headers) {
        return new String(ConsumeOutput.by(new CsvWriter(), record(key, value.getBytes(UTF_8), headers)), UTF_8);
    }

    private static String by(String template, ConsumerRecord<byte[], byte[]> record) {
        return new String(ConsumeOutput.by(new TemplateWriter(template, NONE, LINE_END), record), UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "orders", 2, 7, 1234, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }
}

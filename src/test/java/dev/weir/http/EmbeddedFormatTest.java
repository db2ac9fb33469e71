package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedFormatTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            application/vnd.kafka.json.v2+json,                  JSON
            application/vnd.kafka.binary.v2+json,                BINARY
            application/vnd.kafka.text.v2+json,                  TEXT
            application/json,                                    JSON
            application/json; charset=utf-8,                     JSON
            application/vnd.kafka.binary.v2+json; charset=utf-8, BINARY
            application/vnd.kafka.binary.v2+json;charset=utf-8,  BINARY
            application/vnd.kafka.text.v2+json ; a=b ; c=d,      TEXT
            APPLICATION/VND.KAFKA.TEXT.V2+JSON,                  TEXT
            Application/Vnd.Kafka.Binary.v2+Json,                BINARY
            """)
    void content_type_selects_the_embedded_format(String contentType, EmbeddedFormat format) {
        assertThat(EmbeddedFormat.ofContentType(contentType)).isEqualTo(format);
    }
}

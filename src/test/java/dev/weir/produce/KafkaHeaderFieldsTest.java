package dev.weir.produce;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class KafkaHeaderFieldsTest {

    @Test
    void only_http_headers_with_the_prefix_become_record_headers() {
        var headers = KafkaHeaderFields.from(List.of(
                entry("Content-Type", "text/plain"),
                entry("Kafka-Header-myTestHeader", "header values are binary"),
                entry("X-Kafka-Header-other", "no")));

        assertThat(headers).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo("myTestHeader");
            assertThat(header.value()).asString().isEqualTo("header values are binary");
        });
    }

    @Test
    void the_prefix_may_be_written_in_any_case_and_the_name_is_kept() {
        assertThat(KafkaHeaderFields.from(List.of(entry("kafka-HEADER-MixedCase", "v"))))
                .extracting(Header::key)
                .containsExactly("MixedCase");
    }

    @Test
    void the_prefix_alone_is_a_header_with_an_empty_name() {
        assertThat(KafkaHeaderFields.from(List.of(entry("Kafka-Header-", "v"))))
                .singleElement()
                .satisfies(header -> {
                    assertThat(header.key()).isEmpty();
                    assertThat(header.value()).asString().isEqualTo("v");
                });
    }

    @Test
    void a_repeated_header_is_repeated_in_the_record() {
        assertThat(KafkaHeaderFields.from(List.of(entry("Kafka-Header-a", "1"), entry("Kafka-Header-a", "2"))))
                .extracting(header -> new String(header.value(), StandardCharsets.US_ASCII))
                .containsExactly("1", "2");
    }

    @Test
    void an_empty_header_has_no_bytes() {
        assertThat(KafkaHeaderFields.from(List.of(entry("Kafka-Header-a", ""))))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).isEmpty());
    }

    /** Netty decodes each byte of a header as one character. */
    @Test
    void header_values_keep_their_bytes() {
        var onTheWire = new String("é日".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(KafkaHeaderFields.from(List.of(entry("Kafka-Header-a", onTheWire))))
                .singleElement()
                .satisfies(header -> assertThat(header.value())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("é日"));
    }

    @Test
    void headers_keep_their_order() {
        var http = List.of(entry("Kafka-Header-z", "1"), entry("Kafka-Header-a", "2"), entry("Kafka-Header-z", "3"));

        assertThat(KafkaHeaderFields.from(http)).extracting(Header::key).containsExactly("z", "a", "z");
    }
}

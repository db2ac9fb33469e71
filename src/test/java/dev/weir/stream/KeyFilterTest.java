package dev.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.EmbeddedFormat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyFilterTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            # asked, format, key,   passes
              k1,    JSON,   k1,    true
              k1,    JSON,   "k1",  true
              k1,    TEXT,   k1,    true
              k1,    TEXT,   "k1",  false
              k1,    BINARY, k1,    true
              k1,    JSON,   k12,   false
              这,    TEXT,   这,    true
            """)
    void only_the_requested_key_passes(String asked, EmbeddedFormat format, String key, boolean passes) {
        assertThat(KeyFilter.of(asked.getBytes(StandardCharsets.UTF_8), format)
                        .passes(key.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(passes);
    }

    @Test
    void no_key_is_not_the_empty_key() {
        assertThat(KeyFilter.of(new byte[0], EmbeddedFormat.TEXT).passes(null)).isFalse();
        assertThat(KeyFilter.of(new byte[0], EmbeddedFormat.TEXT).passes(new byte[0]))
                .isTrue();
    }

    @Test
    void filters_of_one_key_are_equal() {
        var key = "k".getBytes(StandardCharsets.UTF_8);
        assertThat(KeyFilter.of(key, EmbeddedFormat.JSON)).isEqualTo(KeyFilter.of(key.clone(), EmbeddedFormat.JSON));
        assertThat(KeyFilter.of(key, EmbeddedFormat.JSON)).isNotEqualTo(KeyFilter.of(key, EmbeddedFormat.TEXT));
    }

    @ParameterizedTest
    @EnumSource
    void binary_keys_are_distinguished(EmbeddedFormat format) {
        var filter = KeyFilter.of(new byte[] {(byte) 0xff, 1}, format);

        assertThat(filter.passes(new byte[] {(byte) 0xff, 1})).isTrue();
        assertThat(filter.passes(new byte[] {(byte) 0xfe, 1})).isFalse();
    }

    @Test
    void without_a_filter_all_pass() {
        assertThat(KeyFilter.NONE.passes(null)).isTrue();
        assertThat(KeyFilter.NONE.passes(new byte[] {1})).isTrue();
    }
}

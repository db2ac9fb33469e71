package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    @Test
    void a_key_has_256_random_bits_and_its_line_has_only_their_hash() {
        var first = ApiKey.create("orders-app", List.of("orders", "audit"));
        var second = ApiKey.create("orders-app", List.of());

        assertThat(first.secret()).matches("weir_[A-Za-z0-9_-]{43}").isNotEqualTo(second.secret());
        assertThat(first.key().line()).matches("orders-app:[0-9a-f]{64}:audit,orders");
        assertThat(first.key().toString()).doesNotContain(first.secret());
    }

    @Test
    void a_line_is_read_as_it_was_written() {
        var key = ApiKey.create("orders-app", List.of("orders", "audit")).key();

        assertThat(ApiKey.parse(key.line())).isEqualTo(key);
        assertThat(ApiKey.parse("a:" + "0".repeat(64) + ": x , y ").roles()).isEqualTo(Set.of("x", "y"));
        assertThat(ApiKey.parse("a:" + "0".repeat(64) + ":").roles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name         | it has 1 part, and a line has three: name, sha256, and roles with commas between them
            na me:ab:r   | its name takes 1 to 100 of the characters a-z A-Z 0-9 . _ -
            name:ABCD:r  | its sha256 takes 64 of the characters 0-9 a-f
            """)
    void a_line_that_is_none_says_which_part_is_wrong(String line, String message) {
        assertThatThrownBy(() -> ApiKey.parse(line)).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name:abc:role",
                "na me:0000000000000000000000000000000000000000000000000000000000000000:role",
                "name:0000000000000000000000000000000000000000000000000000000000000000",
                "name:0000000000000000000000000000000000000000000000000000000000000000:a,,b",
                "name:weir_secret:role",
            })
    void a_line_that_is_none_is_refused_without_its_content(String line) {
        assertThatThrownBy(() -> ApiKey.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("weir_secret");
    }
}

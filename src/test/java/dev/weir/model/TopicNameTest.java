package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "web_log", "Web.Log-2", "...", ".a", "0", "-", "_", "__consumer_offsets"})
    void takes_what_the_broker_takes(String name) {
        assertThat(new TopicName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a\u0000", "a\n", "é", "日志", "a:b", "a\\b", "a,b"})
    void refuses_what_the_broker_refuses(String name) {
        var refusal = catchThrowableOfType(Failure.class, () -> new TopicName(name));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
    }

    @Test
    void takes_249_characters() {
        assertThat(new TopicName("x".repeat(249)).value()).hasSize(249);
    }

    @Test
    void refuses_250_characters_without_repeating_them_all() {
        var refusal = catchThrowableOfType(Failure.class, () -> new TopicName("x".repeat(250)));

        assertThat(refusal).hasMessageContaining("1 to 249");
        assertThat(refusal.getMessage()).hasSizeLessThan(240);
    }

    @Test
    void shows_control_characters_escaped_when_it_refuses_them() {
        var refusal = catchThrowableOfType(Failure.class, () -> new TopicName("a\u001b[31m"));

        assertThat(refusal).hasMessageContaining("a\\u001b[31m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__consumer_offsets", "__transaction_state", "__mine"})
    void is_internal_when_it_begins_with_two_underscores(String name) {
        assertThat(new TopicName(name).isInternal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_schemas", "web__log", "weblog__"})
    void is_not_internal_otherwise(String name) {
        assertThat(new TopicName(name).isInternal()).isFalse();
    }

    @Test
    void sorts_by_its_text() {
        assertThat(new TopicName("a")).isLessThan(new TopicName("b"));
    }

    @Test
    void is_a_plain_string_in_json() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(new TopicName("web_log")))
                .isEqualTo("\"web_log\"");
    }
}

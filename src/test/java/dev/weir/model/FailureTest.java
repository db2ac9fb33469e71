package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void names_the_place_in_the_body_in_message_and_details() {
        var failure = Failure.invalidAt("$.records[3].partition", "must be a whole number");

        assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(failure.details()).containsExactly("$.records[3].partition: must be a whole number");
        assertThat(failure).hasMessageContaining("$.records[3].partition: must be a whole number");
    }

    @Test
    void has_no_details_when_the_body_is_not_to_blame() {
        assertThat(Failure.invalid("acks is all, leader or none").details()).isEmpty();
    }

    @Test
    void keeps_its_cause_for_the_log() {
        var cause = new IllegalStateException("why");

        assertThat(new Failure(Failure.Kind.INTERNAL, "what", cause)).hasCause(cause);
    }

    @Test
    void costs_no_stack_trace() {
        assertThat(Failure.of(Failure.Kind.NOT_FOUND, "There is no topic 'x'").getStackTrace())
                .isEmpty();
    }
}

package dev.weir.http.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.ErrorBody;
import dev.weir.http.HttpStatuses;
import dev.weir.http.MediaTypes;
import dev.weir.model.Failure;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureMapperTest {

    private final FailureMapper mapper = new FailureMapper();

    @ParameterizedTest
    @EnumSource
    void error_code_and_status_are_the_same_for_every_kind(Failure.Kind kind) {
        var response = mapper.map(Failure.of(kind, "A sentence"));

        assertThat(response.getStatus()).isEqualTo(HttpStatuses.of(kind));
        assertThat(response.getEntity().errorCode()).isEqualTo(HttpStatuses.of(kind));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERNAL")
    void the_sentence_of_a_failure_is_the_message(Failure.Kind kind) {
        assertThat(mapper.map(Failure.of(kind, "A sentence")).getEntity().message())
                .isEqualTo("A sentence");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY"})
    void says_when_to_come_back_where_nothing_was_written(Failure.Kind kind) {
        var response = mapper.map(Failure.of(kind, "Not now"));

        assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNAVAILABLE", "TOO_MANY"})
    void invites_nobody_to_repeat_what_will_fail_again_or_may_have_been_done(Failure.Kind kind) {
        var response = mapper.map(Failure.of(kind, "Not so"));

        assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isNull();
    }

    @Test
    void gives_the_places_of_an_invalid_body() {
        var body =
                mapper.map(Failure.invalidAt("$.records", "must be an array")).getEntity();

        assertThat(body.validationErrors()).containsExactly("$.records: must be an array");
    }

    @Test
    void tells_nothing_of_a_defect_but_where_to_look() {
        var response = mapper.map(new IllegalStateException("secret of com.example.Thing"));

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getEntity().message()).contains("log").doesNotContain("secret", "Exception", "Thing");
    }

    @Test
    void tells_as_little_of_a_failure_that_is_a_defect() {
        var response = mapper.map(new Failure(Failure.Kind.INTERNAL, "secret", new IllegalStateException("why")));

        assertThat(response.getEntity().message()).doesNotContain("secret", "why");
    }

    @Test
    void looks_for_the_reason_inside_a_404_that_the_framework_made_of_it() {
        var response = mapper.map(new NotFoundException(new RuntimeException(Failure.invalid("Not a topic name"))));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getEntity().message()).isEqualTo("Not a topic name");
    }

    @Test
    void a_parameter_that_is_no_number_is_a_bad_request() {
        assertThat(mapper.map(new NotFoundException(new NumberFormatException("For input string: \"x\"")))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void an_address_without_anything_is_not_found() {
        assertThat(mapper.map(new NotFoundException()).getStatus()).isEqualTo(404);
    }

    @Test
    void a_content_type_that_is_not_taken_is_said_to_be_that() {
        var response = mapper.map(new NotSupportedException());

        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getEntity().message()).contains("Content-Type");
    }

    @Test
    void an_accept_that_cannot_be_met_is_said_to_be_that() {
        var response = mapper.map(new NotAcceptableException());

        assertThat(response.getStatus()).isEqualTo(406);
        assertThat(response.getEntity().message()).contains("Accept");
    }

    @Test
    void any_other_refusal_of_the_framework_keeps_its_status() {
        var response = mapper.map(new ClientErrorException(429));

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getEntity().errorCode()).isEqualTo(429);
    }

    @Test
    void a_refused_method_still_says_which_are_allowed() {
        var response = mapper.map(new NotAllowedException("POST"));

        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeaderString(HttpHeaders.ALLOW)).isEqualTo("POST");
    }

    @Test
    void every_answer_is_of_the_control_type() {
        assertThat(mapper.map(Failure.invalid("No")).getMediaType()).hasToString(MediaTypes.CONTROL);
    }

    @Test
    void an_error_body_without_places_does_not_mention_them() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(ErrorBody.of(404, "There is no topic 'x'")))
                .isEqualTo("{\"error_code\":404,\"message\":\"There is no topic 'x'\"}");
    }

    @Test
    void an_error_body_with_places_lists_them() throws Exception {
        var body = mapper.map(Failure.invalidAt("$", "must be an object")).getEntity();

        assertThat(new ObjectMapper().writeValueAsString(body))
                .endsWith("\"validation_errors\":[\"$: must be an object\"]}");
    }
}

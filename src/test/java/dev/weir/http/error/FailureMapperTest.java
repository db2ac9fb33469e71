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
    void message_of_the_error_body_is_that_of_the_failure(Failure.Kind kind) {
        assertThat(mapper.map(Failure.of(kind, "A sentence")).getEntity().message())
                .isEqualTo("A sentence");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY"})
    void retry_after_is_set_where_nothing_was_written(Failure.Kind kind) {
        var response = mapper.map(Failure.of(kind, "Not now"));

        assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNAVAILABLE", "TOO_MANY"})
    void retry_after_is_not_set_where_a_retry_fails_again_or_may_duplicate(Failure.Kind kind) {
        var response = mapper.map(Failure.of(kind, "Not so"));

        assertThat(response.getHeaderString(HttpHeaders.RETRY_AFTER)).isNull();
    }

    @Test
    void validation_errors_are_the_json_paths_of_an_invalid_body() {
        var body =
                mapper.map(Failure.invalidAt("$.records", "must be an array")).getEntity();

        assertThat(body.validationErrors()).containsExactly("$.records: must be an array");
    }

    @Test
    void a_defect_is_500_with_a_reference_to_the_log_only() {
        var response = mapper.map(new IllegalStateException("secret of com.example.Thing"));

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getEntity().message()).contains("log").doesNotContain("secret", "Exception", "Thing");
    }

    @Test
    void a_failure_of_kind_internal_does_not_show_its_message() {
        var response = mapper.map(new Failure(Failure.Kind.INTERNAL, "secret", new IllegalStateException("why")));

        assertThat(response.getEntity().message()).doesNotContain("secret", "why");
    }

    @Test
    void a_failure_wrapped_in_a_404_keeps_its_own_status() {
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
    void an_unknown_path_is_404() {
        assertThat(mapper.map(new NotFoundException()).getStatus()).isEqualTo(404);
    }

    @Test
    void an_unsupported_content_type_is_415_and_named() {
        var response = mapper.map(new NotSupportedException());

        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getEntity().message()).contains("Content-Type");
    }

    @Test
    void an_unacceptable_accept_is_406_and_named() {
        var response = mapper.map(new NotAcceptableException());

        assertThat(response.getStatus()).isEqualTo(406);
        assertThat(response.getEntity().message()).contains("Accept");
    }

    @Test
    void other_exceptions_of_the_rest_layer_keep_their_status() {
        var response = mapper.map(new ClientErrorException(429));

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getEntity().errorCode()).isEqualTo(429);
    }

    @Test
    void a_405_keeps_its_allow_header() {
        var response = mapper.map(new NotAllowedException("POST"));

        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeaderString(HttpHeaders.ALLOW)).isEqualTo("POST");
    }

    @Test
    void error_bodies_have_the_control_type() {
        assertThat(mapper.map(Failure.invalid("No")).getMediaType()).hasToString(MediaTypes.CONTROL);
    }

    @Test
    void an_error_body_without_json_paths_has_no_validation_errors() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(ErrorBody.of(404, "There is no topic 'x'")))
                .isEqualTo("{\"error_code\":404,\"message\":\"There is no topic 'x'\"}");
    }

    @Test
    void an_error_body_with_json_paths_lists_them() throws Exception {
        var body = mapper.map(Failure.invalidAt("$", "must be an object")).getEntity();

        assertThat(new ObjectMapper().writeValueAsString(body))
                .endsWith("\"validation_errors\":[\"$: must be an object\"]}");
    }
}

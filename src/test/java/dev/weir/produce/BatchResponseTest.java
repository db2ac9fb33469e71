package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.HttpStatuses;
import dev.weir.model.Failure;
import dev.weir.model.Failure.Kind;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchResponseTest {

    @Test
    void no_records_are_no_error() throws Exception {
        assertThat(BatchResponse.of(List.of()).response().getStatus()).isEqualTo(200);
        assertThat(json(List.of())).isEqualTo("{\"offsets\":[]}");
    }

    @Test
    void stored_records_have_their_places_in_order() throws Exception {
        assertThat(json(List.of(stored(1, 7L), stored(0, 3L))))
                .isEqualTo("{\"offsets\":[{\"partition\":1,\"offset\":7},{\"partition\":0,\"offset\":3}]}");
    }

    @Test
    void an_offset_that_nobody_confirmed_is_null() throws Exception {
        assertThat(json(List.of(stored(0, null)))).isEqualTo("{\"offsets\":[{\"partition\":0,\"offset\":null}]}");
    }

    @Test
    void successes_and_errors_stand_side_by_side_under_a_200() throws Exception {
        var outcomes = List.of(failed(Kind.NOT_FOUND, "no partition 9"), stored(0, 3L));

        assertThat(BatchResponse.of(outcomes).response().getStatus()).isEqualTo(200);
        assertThat(json(outcomes))
                .isEqualTo("{\"offsets\":[{\"error_code\":404,\"message\":\"no partition 9\"},"
                        + "{\"partition\":0,\"offset\":3}]}");
    }

    @Test
    void an_error_at_the_end_does_not_hide_what_was_stored() {
        var outcomes = List.of(stored(0, 3L), failed(Kind.NOT_FOUND, "no partition 9"));

        assertThat(BatchResponse.of(outcomes).response().getStatus()).isEqualTo(200);
    }

    @Test
    void errors_of_different_kinds_stand_side_by_side_under_a_200() {
        var outcomes = List.of(failed(Kind.NOT_FOUND, "no partition 9"), failed(Kind.TOO_LARGE, "too large"));

        var answer = BatchResponse.of(outcomes);

        assertThat(answer.response().getStatus()).isEqualTo(200);
        assertThat(answer.errorCode()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void where_all_failed_alike_the_answer_has_that_status_and_each_record_its_reason(Kind kind) throws Exception {
        var outcomes = List.of(failed(kind, "first"), failed(kind, "second"));

        int status = BatchResponse.of(outcomes).response().getStatus();

        assertThat(status).isEqualTo(HttpStatuses.of(kind));
        assertThat(json(outcomes))
                .isEqualTo(("{\"error_code\":%1$d,\"message\":\"first\",\"offsets\":["
                                + "{\"error_code\":%1$d,\"message\":\"first\"},{\"error_code\":%1$d,\"message\":\"second\"}]}")
                        .formatted(status));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY"})
    void where_nothing_was_written_it_says_when_to_come_back(Kind kind) {
        var response = BatchResponse.of(List.of(failed(kind, "not now"))).response();

        assertThat(response.getHeaderString("Retry-After")).isEqualTo("1");
    }

    @Test
    void what_may_have_been_written_is_not_to_be_sent_again() {
        var response =
                BatchResponse.of(List.of(failed(Kind.UNKNOWN_OUTCOME, "late"))).response();

        assertThat(response.getHeaderString("Retry-After")).isNull();
    }

    private static Outcome stored(int partition, Long offset) {
        return Outcome.of(new StoredRecord(new TopicName("web_log"), partition, offset, null));
    }

    private static Outcome failed(Kind kind, String message) {
        return Outcome.of(Failure.of(kind, message));
    }

    private static String json(List<Outcome> outcomes) throws Exception {
        return new ObjectMapper().writeValueAsString(BatchResponse.of(outcomes));
    }
}

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
    void an_empty_batch_is_200() throws Exception {
        assertThat(BatchResponse.of(List.of()).response().getStatus()).isEqualTo(200);
        assertThat(json(List.of())).isEqualTo("{\"offsets\":[]}");
    }

    @Test
    void stored_records_have_partition_and_offset_in_order() throws Exception {
        assertThat(json(List.of(stored(1, 7L), stored(0, 3L))))
                .isEqualTo("{\"offsets\":[{\"partition\":1,\"offset\":7},{\"partition\":0,\"offset\":3}]}");
    }

    @Test
    void an_unconfirmed_offset_is_null() throws Exception {
        assertThat(json(List.of(stored(0, null)))).isEqualTo("{\"offsets\":[{\"partition\":0,\"offset\":null}]}");
    }

    @Test
    void successes_and_errors_are_mixed_in_a_200() throws Exception {
        var outcomes = List.of(failed(Kind.NOT_FOUND, "no partition 9"), stored(0, 3L));

        assertThat(BatchResponse.of(outcomes).response().getStatus()).isEqualTo(200);
        assertThat(json(outcomes))
                .isEqualTo("{\"offsets\":[{\"error_code\":404,\"message\":\"no partition 9\"},"
                        + "{\"partition\":0,\"offset\":3}]}");
    }

    @Test
    void an_error_of_the_last_record_does_not_hide_stored_records() {
        var outcomes = List.of(stored(0, 3L), failed(Kind.NOT_FOUND, "no partition 9"));

        assertThat(BatchResponse.of(outcomes).response().getStatus()).isEqualTo(200);
    }

    @Test
    void errors_with_different_statuses_are_mixed_in_a_200() {
        var outcomes = List.of(failed(Kind.NOT_FOUND, "no partition 9"), failed(Kind.TOO_LARGE, "too large"));

        var answer = BatchResponse.of(outcomes);

        assertThat(answer.response().getStatus()).isEqualTo(200);
        assertThat(answer.failure()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void records_that_all_fail_with_one_status_give_it_to_the_response(Kind kind) throws Exception {
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
    void retry_after_is_set_where_nothing_was_written(Kind kind) {
        var response = BatchResponse.of(List.of(failed(kind, "not now"))).response();

        assertThat(response.getHeaderString("Retry-After")).isEqualTo("1");
    }

    @Test
    void retry_after_is_not_set_where_records_may_have_been_written() {
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

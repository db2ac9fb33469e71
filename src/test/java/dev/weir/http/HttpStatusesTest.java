package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpStatusesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            INVALID,         400
            UNAUTHENTICATED, 401
            FORBIDDEN,       403
            NOT_FOUND,       404
            TOO_SLOW,        408
            CONFLICT,        409
            PRECONDITION_FAILED, 412
            TOO_LARGE,       413
            UNSUPPORTED,     415
            MISDIRECTED,     421
            UNPROCESSABLE,   422
            TOO_MANY,        429
            INTERNAL,        500
            UNAVAILABLE,     503
            UNKNOWN_OUTCOME, 504
            """)
    void each_kind_of_failure_has_its_status(Failure.Kind kind, int status) {
        assertThat(HttpStatuses.of(kind)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_failure_has_an_error_status(Failure.Kind kind) {
        assertThat(HttpStatuses.of(kind)).isBetween(400, 599);
    }

    /** The status alone must tell records that were not written from those that may have been. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_OUTCOME")
    void only_an_unknown_outcome_is_a_504(Failure.Kind kind) {
        assertThat(HttpStatuses.of(kind)).isNotEqualTo(504);
    }
}

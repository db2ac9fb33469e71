package dev.weir.produce.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordValidatorTest {

    @Test
    void topics_of_kafkas_own_are_not_written() {
        var refusal = catchThrowableOfType(
                Failure.class, () -> RecordValidator.checkWritable(new TopicName("__consumer_offsets")));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    }

    @Test
    void any_other_topic_is() {
        assertThatCode(() -> RecordValidator.checkWritable(new TopicName("_schemas")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(longs = {0, 253_402_300_799_999L})
    void a_timestamp_lies_between_1970_and_the_year_9999_or_is_left_to_kafka(Long timestamp) {
        assertThatCode(() -> RecordValidator.checkTimestamp(timestamp)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 253_402_300_800_000L, Long.MAX_VALUE})
    void any_other_timestamp_is_refused(Long timestamp) {
        var refusal = catchThrowableOfType(Failure.class, () -> RecordValidator.checkTimestamp(timestamp));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = {0, Integer.MAX_VALUE})
    void a_partition_counts_from_0_or_is_left_to_kafka(Integer partition) {
        assertThatCode(() -> RecordValidator.checkPartition(partition)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void any_other_partition_is_refused(Integer partition) {
        var refusal = catchThrowableOfType(Failure.class, () -> RecordValidator.checkPartition(partition));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
    }
}

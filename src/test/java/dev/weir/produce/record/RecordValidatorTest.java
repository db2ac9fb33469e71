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
    void internal_topics_are_not_writable() {
        var refusal = catchThrowableOfType(
                Failure.class, () -> RecordValidator.checkWritable(new TopicName("__consumer_offsets")));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    }

    @Test
    void other_topics_are_writable() {
        assertThatCode(() -> RecordValidator.checkWritable(new TopicName("_schemas")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = {0, Integer.MAX_VALUE})
    void partitions_from_0_are_accepted(Integer partition) {
        assertThatCode(() -> RecordValidator.checkPartition(partition)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void negative_partitions_are_refused(Integer partition) {
        var refusal = catchThrowableOfType(Failure.class, () -> RecordValidator.checkPartition(partition));

        assertThat(refusal.kind()).isEqualTo(Failure.Kind.INVALID);
    }
}

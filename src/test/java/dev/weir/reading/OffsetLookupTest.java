package dev.weir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.reading.OffsetExpression.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetLookupTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final Map<TopicPartition, Long> earliest = new HashMap<>(Map.of(FIRST, 100L, SECOND, 0L));
    private final Map<TopicPartition, Long> latest = new HashMap<>(Map.of(FIRST, 200L, SECOND, 50L));
    private final Map<TopicPartition, Long> timed = new HashMap<>(Map.of(FIRST, 150L, SECOND, OffsetQuery.NONE));
    private final OffsetLookup lookup = new OffsetLookup(this::answer);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # kind,   value, first, second
            EARLIEST,     0,   100,      0
            LATEST,       0,   200,     50
            OFFSET,     120,   120,     50
            OFFSET,      20,   100,     20
            LAST,        10,   190,     40
            LAST,        70,   130,      0
            TIMESTAMP,    9,   150,     50
            COMMITTED,    0,   160,      0
            COMMITTED,   10,   170,      0
            COMMITTED, -500,   100,      0
            """)
    void range_begins_at_the_offset_that_the_spec_stands_for(Kind kind, long value, long first, long second) {
        var ranges = now(lookup.ranges(new OffsetExpression(kind, value), List.of(FIRST, SECOND), Map.of(FIRST, 160L)));

        assertThat(OffsetRange.each(ranges, OffsetRange::from)).isEqualTo(Map.of(FIRST, first, SECOND, second));
        assertThat(OffsetRange.each(ranges, OffsetRange::to)).isEqualTo(latest);
    }

    @Test
    void the_last_records_of_a_short_log_do_not_count_as_skipped() {
        var ranges = now(lookup.ranges(OffsetExpression.last(1_000), List.of(FIRST), Map.of()));

        assertThat(ranges.get(FIRST).skipped()).isZero();
    }

    @Test
    void a_shift_beyond_the_largest_number_is_the_end_of_the_log() {
        var ranges =
                now(lookup.ranges(OffsetExpression.committed(Long.MAX_VALUE), List.of(FIRST), Map.of(FIRST, 160L)));

        assertThat(ranges.get(FIRST).from()).isEqualTo(200);
    }

    @Test
    void time_after_the_last_record_is_the_end_of_the_log() {
        assertThat(now(lookup.timestamps(Map.of(FIRST, 9L, SECOND, 9L)))).isEqualTo(Map.of(FIRST, 150L, SECOND, 50L));
    }

    @Test
    void partition_without_a_result_has_no_range() {
        latest.remove(FIRST);
        timed.remove(SECOND);

        assertThat(now(lookup.ranges(OffsetExpression.EARLIEST, List.of(FIRST, SECOND), Map.of())))
                .containsOnlyKeys(SECOND);
        assertThat(now(lookup.ranges(OffsetExpression.timestamp(9), List.of(FIRST, SECOND), Map.of())))
                .isEmpty();
    }

    @Test
    void a_consumer_looks_offsets_up_too() {
        try (var consumer = new MockConsumer<byte[], byte[]>("none")) {
            consumer.updateBeginningOffsets(earliest);
            consumer.updateEndOffsets(latest);
            var own = new OffsetLookup(consumer);

            assertThat(now(own.earliest(List.of(FIRST)))).isEqualTo(Map.of(FIRST, 100L));
            assertThat(now(own.latest(List.of(FIRST, SECOND)))).isEqualTo(latest);
            assertThat(now(own.ranges(OffsetExpression.offset(120), List.of(FIRST), Map.of())))
                    .isEqualTo(Map.of(FIRST, new OffsetRange(120, 100, 120, 200)));
        }
    }

    private CompletionStage<Map<TopicPartition, Long>> answer(Map<TopicPartition, OffsetExpression> specs) {
        Map<TopicPartition, Long> answer = new HashMap<>();
        specs.forEach((partition, spec) -> {
            var offset = known(spec).get(partition);
            if (offset != null) {
                answer.put(partition, offset);
            }
        });
        return CompletableFuture.completedStage(answer);
    }

    private Map<TopicPartition, Long> known(OffsetExpression spec) {
        return switch (spec.kind()) {
            case EARLIEST -> earliest;
            case LATEST -> latest;
            case TIMESTAMP -> timed;
            case OFFSET, LAST, COMMITTED -> throw new AssertionError("Kafka knows no " + spec);
        };
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}

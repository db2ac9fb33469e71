package dev.weir.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The synchronous producer of ten records that takes one partition after the other. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class RoundRobinSendTest {

    @Test
    void ten_records_each_confirmed_before_the_next_spread_evenly(@Partitions(5) TestTopic topic) {
        var report = Generated.start("""
                {"topic": "%s", "count": 10, "value": "这是第{n}条消息", "mode": "sync", "partitioner": "round-robin"}
                """.formatted(topic)).finished();

        assertThat(report.getLong("delivered")).isEqualTo(10);
        assertThat(topic.values())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 10)
                        .mapToObj("这是第%d条消息"::formatted)
                        .toList());
        assertThat(topic.records().stream()
                        .collect(Collectors.groupingBy(record -> record.partition(), Collectors.counting())))
                .containsExactly(entry(0, 2L), entry(1, 2L), entry(2, 2L), entry(3, 2L), entry(4, 2L));
    }
}

package dev.weir.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The producer of random keys and longer random values, confirmed one by one. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class RandomRecordsTest {

    @Test
    void sends_random_keys_and_values_to_all_partitions(@Partitions(3) TestTopic topic) {
        Generated.start("""
                {"topic": "%s", "count": 60, "key": "random:16", "value": "random:64", "mode": "sync"}
                """.formatted(topic)).finished();

        var records = topic.records();
        assertThat(records)
                .hasSize(60)
                .allSatisfy(record -> assertThat(new String(record.key(), StandardCharsets.UTF_8))
                        .matches("[A-Z]{16}"))
                .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .matches("[A-Z]{64}"));
        assertThat(records.stream().map(record -> record.partition()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(0, 1, 2);
    }
}

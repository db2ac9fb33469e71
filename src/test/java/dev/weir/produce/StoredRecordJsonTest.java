package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredRecordJsonTest {

    static Stream<StoredRecord> is_what_jackson_writes() {
        return Stream.of(
                new StoredRecord(new TopicName("orders"), 0, 0L, 1_700_000_000_000L),
                new StoredRecord(new TopicName("a.b_c-D9"), Integer.MAX_VALUE, Long.MAX_VALUE, null),
                new StoredRecord(new TopicName("x".repeat(TopicName.MAX_LENGTH)), 1, null, null),
                new StoredRecord(new TopicName("orders"), 3, 7L, -1L));
    }

    @ParameterizedTest
    @MethodSource
    void is_what_jackson_writes(StoredRecord stored) throws JsonProcessingException {
        assertThat(StoredRecordJson.of(stored)).hasToString(new ObjectMapper().writeValueAsString(stored));
    }
}

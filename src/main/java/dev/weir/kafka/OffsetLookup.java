package dev.weir.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin and end, and where a time is in them; asked of Kafka each time, without blocking. */
@ApplicationScoped
public class OffsetLookup {

    private static final int TIMEOUT_MILLIS = 3_000;

    private final KafkaAdmin admin;

    OffsetLookup(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The offset of the first record that is still there. */
    public CompletionStage<Map<TopicPartition, Long>> earliest(Collection<TopicPartition> partitions) {
        return ask(all(partitions, partition -> OffsetSpec.earliest()));
    }

    /** The offset after the last record that a reader of committed records can be given. */
    public CompletionStage<Map<TopicPartition, Long>> latest(Collection<TopicPartition> partitions) {
        return ask(all(partitions, partition -> OffsetSpec.latest()));
    }

    /**
     * The offset of the first record at a time or after it; the end where there is none.
     *
     * @param times milliseconds since 1970
     */
    public CompletionStage<Map<TopicPartition, Long>> at(Map<TopicPartition, Long> times) {
        return ask(all(times.keySet(), partition -> OffsetSpec.forTimestamp(times.get(partition))))
                .thenCombine(latest(times.keySet()), (found, ends) -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>(found);
                    offsets.replaceAll((partition, offset) -> offset < 0 ? ends.get(partition) : offset);
                    return offsets;
                });
    }

    private CompletionStage<Map<TopicPartition, Long>> ask(Map<TopicPartition, OffsetSpec> questions) {
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS);
        return admin.read(admin -> admin.listOffsets(questions, options).all()).thenApply(known -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            known.forEach((partition, at) -> offsets.put(partition, at.offset()));
            return offsets;
        });
    }

    private static Map<TopicPartition, OffsetSpec> all(
            Collection<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> question) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), question));
    }
}

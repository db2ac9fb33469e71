package dev.weir.channels.push.endpoint;

import dev.weir.model.RecordPosition;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Names records by their place, which is the same for each attempt and tells a receiver what it has already. */
public final class RecordPlace {

    private RecordPlace() {}

    /**
     * {@code topic:partition:offset}, and {@code -offset} of the last one where there are several of a partition.
     *
     * <p>A dot separates the parts of a signed text, so one in the name of a topic is a {@code ~}, which no name has.
     */
    static String of(List<ConsumerRecord<byte[], byte[]>> records) {
        var first = records.get(0);
        var place = "%s:%d:%d".formatted(first.topic().replace('.', '~'), first.partition(), first.offset());
        return place + toLast(records);
    }

    /** {@code topic[partition]@offset}, for people. */
    public static String describe(List<ConsumerRecord<byte[], byte[]>> records) {
        var first = records.get(0);
        var place = RecordPosition.text(first.topic(), first.partition(), first.offset());
        return place + toLast(records);
    }

    private static String toLast(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.size() == 1 ? "" : "-" + records.get(records.size() - 1).offset();
    }
}

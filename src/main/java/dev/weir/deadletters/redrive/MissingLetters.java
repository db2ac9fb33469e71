package dev.weir.deadletters.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The selected dead letters that were not found. */
final class MissingLetters {

    private final SortedMap<Integer, SortedSet<Long>> offsets = new TreeMap<>();

    MissingLetters(Map<Integer, SortedMap<Long, LetterEdit>> selected) {
        selected.forEach((partition, edits) -> offsets.put(partition, new TreeSet<>(edits.keySet())));
    }

    void found(ConsumerRecord<byte[], byte[]> letter) {
        var ofPartition = offsets.get(letter.partition());
        if (ofPartition != null) {
            ofPartition.remove(letter.offset());
        }
    }

    List<RedriveResult> results() {
        List<RedriveResult> results = new ArrayList<>();
        offsets.forEach((partition, missing) -> missing.forEach(offset -> results.add(new RedriveResult(
                partition,
                offset,
                RedriveResult.Effect.SKIPPED,
                null,
                "There is no record at this offset; it was deleted, or never was"))));
        return results;
    }
}

package dev.weir.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.deadletters.redrive.LetterEdit;
import dev.weir.deadletters.redrive.RedriveSpec;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The body of a redrive.
 *
 * @param records null for all; trees, because a part that is null is not one that is absent
 * @param cause null for any
 * @param where null for any
 * @param isDryRun true where it is null
 */
@RegisterForReflection
record RedriveRequest(
        List<JsonNode> records,
        String cause,
        String where,
        TopicName to,
        @JsonProperty("records_per_second") Double recordsPerSecond,
        @JsonProperty("dry_run") Boolean isDryRun,
        @JsonProperty("force") boolean isForced,
        PartitionerType partitioner) {

    private static final double DEFAULT_RATE = 50;
    private static final double MAX_RATE = 10_000;

    RedriveRequest {
        records = records == null ? null : List.copyOf(records);
    }

    /** Whether nothing is to be sent. */
    boolean dryRun() {
        return isDryRun == null || isDryRun;
    }

    RedriveSpec spec(TopicName topic, int maxRedrives, boolean payloads) {
        double rate = recordsPerSecond == null ? DEFAULT_RATE : recordsPerSecond;
        if (!(rate > 0) || rate > MAX_RATE) {
            throw Failure.invalidAt("$.records_per_second", "it is above 0, and at most 10000");
        }
        return new RedriveSpec(
                topic,
                selected(),
                LetterFilter.of(cause, where, payloads),
                to,
                rate,
                isForced,
                maxRedrives,
                partitioner == null ? PartitionerType.MURMUR2 : partitioner);
    }

    private Map<Integer, SortedMap<Long, LetterEdit>> selected() {
        Map<Integer, SortedMap<Long, LetterEdit>> selected = new TreeMap<>();
        if (records == null) {
            return selected;
        }
        if (records.isEmpty() || records.size() > RedriveSpec.MAX_SELECTED || cause != null || where != null) {
            throw Failure.invalidAt(
                    "$.records",
                    "it has 1 to %d records, and no cause or where beside it".formatted(RedriveSpec.MAX_SELECTED));
        }
        for (int i = 0; i < records.size(); i++) {
            var each = new SelectedLetter("$.records[" + i + "]", records.get(i));
            if (selected.computeIfAbsent(each.partition(), first -> new TreeMap<>())
                            .put(each.offset(), each.edit())
                    != null) {
                throw Failure.invalidAt("$.records[" + i + "]", "this record is there twice");
            }
        }
        return selected;
    }
}

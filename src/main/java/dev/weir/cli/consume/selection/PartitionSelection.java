package dev.weir.cli.consume.selection;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * The partitions to read.
 *
 * @param topics by name; empty with a pattern
 * @param pattern matches the whole name of a topic; null with names
 * @param partitions numbers of partitions in each topic; empty for all
 */
public record PartitionSelection(List<String> topics, Pattern pattern, List<Integer> partitions) {

    public PartitionSelection {
        topics = List.copyOf(topics);
        partitions = List.copyOf(partitions);
    }

    /** For messages. */
    @Override
    public String toString() {
        return pattern == null ? String.join(", ", topics) : "topics like " + pattern;
    }
}

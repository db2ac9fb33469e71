package dev.weir.cli.consume;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Which partitions are to be read.
 *
 * @param topics by name; empty where a pattern says which
 * @param pattern that the whole name of a topic matches; null where names say which
 * @param partitions their numbers in each of the topics; empty for all
 */
record PartitionSelection(List<String> topics, Pattern pattern, List<Integer> partitions) {

    PartitionSelection {
        topics = List.copyOf(topics);
        partitions = List.copyOf(partitions);
    }

    /** For a person. */
    @Override
    public String toString() {
        return pattern == null ? String.join(", ", topics) : "topics like " + pattern;
    }
}

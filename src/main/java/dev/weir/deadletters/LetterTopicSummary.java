package dev.weir.deadletters;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A dead letter topic.
 *
 * @param origins the topics that its newest records came from
 * @param records offsets between its ends
 * @param sent records that were sent back and are still there
 */
@RegisterForReflection
record LetterTopicSummary(String topic, List<String> origins, long records, long sent) {

    LetterTopicSummary {
        origins = List.copyOf(origins);
    }
}

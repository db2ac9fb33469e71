package dev.weir.deadletters;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Dead letter topics that a client may read, by name.
 *
 * @param next the name after which the next page begins; null for the last page
 */
@RegisterForReflection
record LetterTopicList(List<LetterTopicSummary> topics, String next) {

    LetterTopicList {
        topics = List.copyOf(topics);
    }
}

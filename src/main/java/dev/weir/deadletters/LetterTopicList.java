package dev.weir.deadletters;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** All dead letter topics that a client may read, by name. */
@RegisterForReflection
record LetterTopicList(List<LetterTopicSummary> topics) {

    LetterTopicList {
        topics = List.copyOf(topics);
    }
}

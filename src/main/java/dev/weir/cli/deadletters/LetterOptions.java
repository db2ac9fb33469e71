package dev.weir.cli.deadletters;

import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.model.TopicName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which topics have dead letters, and where their marks are; mixed into commands. */
public final class LetterOptions {

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            split = ",",
            description = "Names of dead letter topics; * stands for any characters. Default: *.dead, *.dlq, *-dlq, "
                    + "*.DLQ, *.DLT, *-dlt, dead-letter-topic-*.")
    private List<String> patterns = new ArrayList<>();

    @Option(
            names = "--marks-topic",
            paramLabel = "TOPIC",
            defaultValue = "weir.redrives",
            description = "The topic that says which dead letters were sent back. Default: ${DEFAULT-VALUE}.")
    private String marksTopic;

    List<String> patterns() {
        return patterns.isEmpty() ? LetterTopics.USUAL_PATTERNS : List.copyOf(patterns);
    }

    TopicName marksTopic() {
        return new TopicName(marksTopic);
    }
}

package dev.weir.deadletters.redrive;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.deadletters.mark.Marks;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.range.RangeReader;

/** The services that every redrive of a process uses. */
public record RedriveEnvironment(
        LetterTopics topics,
        Marks marks,
        TopicMetadataCache metadata,
        ConsumerFactory consumers,
        RecordSender sender,
        Ticker ticker) {

    RangeReader reader() {
        return new RangeReader(consumers, RangeReader.DEAD_LETTERS, ticker);
    }
}

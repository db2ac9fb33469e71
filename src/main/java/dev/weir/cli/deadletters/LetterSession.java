package dev.weir.cli.deadletters;

import dev.weir.cli.connection.ConnectionOptions;
import dev.weir.deadletters.LetterCatalog;
import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.deadletters.mark.Marks;
import dev.weir.deadletters.redrive.RedriveEnvironment;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import java.util.List;

/** The connections of one command, and what it uses of the package {@code deadletters}. */
final class LetterSession implements AutoCloseable {

    private static final int MAX_MARKS = 100_000;

    private final KafkaAdmin admin;
    private final TopicMetadataCache metadata;
    private final ConsumerFactory consumers;
    private final LetterTopics topics;
    private final Marks marks;

    LetterSession(ConnectionOptions connection, LetterOptions options) {
        admin = connection.admin();
        metadata = new TopicMetadataCache(admin);
        consumers = ConsumerFactory.to(connection.settings(), admin);
        topics = new LetterTopics(admin, List.of(), options.patterns());
        marks = new Marks(admin, topics, metadata, consumers, options.marksTopic(), MAX_MARKS);
    }

    LetterCatalog catalog() {
        return new LetterCatalog(topics, marks, consumers, admin.ticker(), true);
    }

    /** The services of a redrive. */
    RedriveEnvironment environment(RecordSender sender) {
        return new RedriveEnvironment(topics, marks, metadata, consumers, sender, admin.ticker());
    }

    TopicMetadataCache metadata() {
        return metadata;
    }

    /** Ends with the reason where a topic does not exist. */
    void check(TopicName topic) {
        topics.describe(topic.value());
    }

    @Override
    public void close() {
        admin.close();
    }
}

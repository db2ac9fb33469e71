package dev.weir.deadletters;

import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.deadletters.mark.Marks;
import dev.weir.deadletters.redrive.RedriveEnvironment;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.NamePage;
import dev.weir.model.NameSelection;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.FetchBudget;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds and lists dead letters for clients of HTTP, within the memory that all readers share; blocks. */
@ApplicationScoped
class LetterService {

    private static final String CHANNELS = "mp.messaging.incoming.";
    private static final String CHANNEL_SETTING = ".dead-letter-queue.topic";

    private static final int CONSUMERS = 2;

    private final KafkaAdmin admin;
    private final LetterTopics topics;
    private final Marks marks;
    private final LetterCatalog catalog;
    private final TopicMetadataCache metadata;
    private final ConsumerFactory consumers;
    private final FetchBudget budget;
    private final boolean payloads;

    LetterService(
            DeadLettersConfig config,
            Config all,
            KafkaAdmin admin,
            TopicMetadataCache metadata,
            ConsumerFactory consumers,
            FetchBudget budget,
            @ConfigProperty(name = "weir.access.payloads", defaultValue = "true") boolean payloads) {
        this.admin = admin;
        this.metadata = metadata;
        this.consumers = consumers;
        this.budget = budget;
        this.payloads = payloads;
        topics = new LetterTopics(admin, ofChannels(all), config.patterns());
        marks = new Marks(admin, topics, metadata, consumers, new TopicName(config.marksTopic()), config.maxMarks());
        catalog = new LetterCatalog(topics, marks, consumers, admin.ticker(), payloads);
    }

    private static Set<String> ofChannels(Config config) {
        Set<String> names = new HashSet<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(CHANNELS) && name.endsWith(CHANNEL_SETTING))
                .forEach(name -> config.getOptionalValue(name, String.class).ifPresent(names::add));
        return names;
    }

    /** Whether clients may see values. */
    boolean payloads() {
        return payloads;
    }

    /** The services of redrives, with a sender of their client. */
    RedriveEnvironment environment(RecordSender sender) {
        return new RedriveEnvironment(topics, marks, metadata, consumers, sender, admin.ticker());
    }

    /** The topic that has the marks. */
    TopicName marksTopic() {
        return marks.topic();
    }

    /** Runs a request that reads with up to two consumers, one of them for the marks. */
    <T> T reading(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    /**
     * Takes places for two consumers.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where there is no memory for them
     */
    void enter() {
        budget.enter(CONSUMERS);
    }

    /** Gives both places back. */
    void leave() {
        budget.leave(CONSUMERS);
    }

    /** Dead letter topics of which a client may read the records. */
    NamePage<LetterTopicSummary> list(Caller caller, NameSelection selection, boolean origins) {
        return reading(() -> catalog.list(topic -> caller.may(Action.READ, topic), selection, origins));
    }

    /** How many letters of each dead letter topic have no mark; offsets without a record count too. */
    Map<TopicName, Long> held() {
        return reading(catalog::held);
    }

    /** A page of dead letters. */
    ListedLetters page(Caller caller, LetterQuery query) {
        return reading(() -> catalog.page(topic -> caller.may(Action.READ, topic), query));
    }

    /** One whole dead letter; as {@link LetterCatalog#letter}. */
    ListedLetter letter(TopicName topic, int partition, long offset) {
        return reading(() -> catalog.letter(topic, partition, offset));
    }
}

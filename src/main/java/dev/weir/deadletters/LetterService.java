package dev.weir.deadletters;

import dev.weir.deadletters.letter.LetterCause;
import dev.weir.deadletters.letter.LetterDetails;
import dev.weir.deadletters.letter.LetterPages;
import dev.weir.deadletters.letter.LetterReader;
import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.deadletters.mark.LetterId;
import dev.weir.deadletters.mark.Mark;
import dev.weir.deadletters.mark.Marks;
import dev.weir.deadletters.redrive.RedriveEnvironment;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.FetchBudget;
import dev.weir.reading.OffsetRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds and lists dead letters for clients of HTTP; blocks. */
@ApplicationScoped
class LetterService {

    private static final String CHANNELS = "mp.messaging.incoming.";
    private static final String CHANNEL_SETTING = ".dead-letter-queue.topic";

    /** So many offsets at the end of each partition say which topics the records of a topic came from. */
    private static final long OFFSETS_FOR_ORIGINS = 10;

    private static final int CONSUMERS = 2;

    private final KafkaAdmin admin;
    private final LetterTopics topics;
    private final Marks marks;
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

    /** All dead letter topics that a client may read. */
    LetterTopicList list(Caller caller) {
        marks.refresh();
        var found = topics.describe(readable(caller));
        var ranges = topics.ranges(found.values());
        var origins = origins(ranges);
        Map<String, Long> records = new HashMap<>();
        ranges.forEach((at, range) -> records.merge(at.topic(), range.to() - range.from(), Long::sum));
        return new LetterTopicList(found.values().stream()
                .map(topic -> new LetterTopicSummary(
                        topic.name(),
                        List.copyOf(origins.getOrDefault(topic.name(), new TreeSet<>())),
                        records.getOrDefault(topic.name(), 0L),
                        marks.count(topic.topicId())))
                .sorted((a, b) -> a.topic().compareTo(b.topic()))
                .toList());
    }

    /** How many letters of each dead letter topic have no mark; offsets without a record count too. */
    Map<TopicName, Long> held() {
        marks.refresh();
        var found = topics.describe(topics.names());
        Map<String, Map<TopicPartition, OffsetRange>> ranges = new HashMap<>();
        topics.ranges(found.values())
                .forEach((at, range) -> ranges.computeIfAbsent(at.topic(), first -> new HashMap<>())
                        .put(at, range));
        Map<TopicName, Long> held = new HashMap<>();
        ranges.forEach((name, partitions) -> {
            var id = found.get(name).topicId();
            long offsets = partitions.values().stream()
                    .mapToLong(range -> range.to() - range.from())
                    .sum();
            long sent = marks.count(id) - marks.expired(id, partitions).size();
            held.put(new TopicName(name), Math.max(0, offsets - sent));
        });
        return held;
    }

    private Map<String, SortedSet<String>> origins(Map<TopicPartition, OffsetRange> ranges) {
        Map<TopicPartition, OffsetRange> ends = new HashMap<>();
        ranges.forEach(
                (at, range) -> ends.put(at, range.from(Math.max(range.from(), range.to() - OFFSETS_FOR_ORIGINS))));
        Map<String, SortedSet<String>> origins = new HashMap<>();
        try (var reader = reader()) {
            reader.read(ends, letter -> {
                Optional.ofNullable(LetterCause.of(letter.headers()).origin().topic())
                        .ifPresent(origin -> origins.computeIfAbsent(letter.topic(), first -> new TreeSet<>())
                                .add(origin));
                return true;
            });
        }
        return origins;
    }

    /** A page of dead letters. */
    ListedLetters page(Caller caller, LetterQuery query) {
        marks.refresh();
        var found = query.topic() == null
                ? topics.describe(readable(caller))
                : Map.of(query.topic().value(), topics.describe(query.topic().value()));
        var filter = LetterFilter.of(query.cause(), query.where(), payloads);
        try (var reader = reader()) {
            var pages = new LetterPages(
                    reader,
                    query.limit(),
                    letter -> isLetter(letter) && query.accepts(mark(found, letter)) && filter.test(letter),
                    letter -> LetterDetails.excerpt(letter, payloads));
            var page = pages.read(topics.ranges(found.values()), query.after());
            return new ListedLetters(
                    page.records().stream()
                            .map(letter -> ListedLetter.of(
                                    letter,
                                    marks.of(new LetterId(
                                            found.get(letter.topic()).topicId(), letter.partition(), letter.offset()))))
                            .toList(),
                    page.next());
        }
    }

    /**
     * One whole dead letter.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} where there is none
     */
    ListedLetter letter(TopicName topic, int partition, long offset) {
        marks.refresh();
        var found = topics.describe(topic.value());
        if (partition >= found.partitions().size()) {
            throw NotFound.partition(
                    topic.value(), partition, found.partitions().size());
        }
        var at = new TopicPartition(topic.value(), partition);
        var range = topics.ranges(List.of(found)).get(at);
        List<ListedLetter> letters = new ArrayList<>();
        if (range != null && offset >= range.from() && offset < range.to()) {
            try (var reader = reader()) {
                reader.read(Map.of(at, OffsetRange.startingAt(offset).until(offset + 1)), letter -> {
                    letters.add(ListedLetter.of(
                            LetterDetails.whole(letter, payloads),
                            marks.of(new LetterId(found.topicId(), partition, offset))));
                    return true;
                });
            }
        }
        if (letters.isEmpty()) {
            throw Failure.of(
                    Failure.Kind.NOT_FOUND,
                    "There is no record at offset %d of partition %d of topic '%s'; it was deleted, or never was"
                            .formatted(offset, partition, topic));
        }
        return letters.get(0);
    }

    private LetterReader reader() {
        return new LetterReader(consumers, admin.ticker());
    }

    private Collection<String> readable(Caller caller) {
        return topics.names().stream()
                .filter(name -> caller.may(Action.READ, new TopicName(name)))
                .toList();
    }

    /** In a topic whose name does not say so, the headers do. */
    private boolean isLetter(ConsumerRecord<byte[], byte[]> record) {
        return topics.isNamed(record.topic())
                || !LetterCause.of(record.headers()).isUnknown();
    }

    private Optional<Mark> mark(Map<String, TopicDescription> found, ConsumerRecord<byte[], byte[]> letter) {
        return marks.of(new LetterId(found.get(letter.topic()).topicId(), letter.partition(), letter.offset()));
    }
}

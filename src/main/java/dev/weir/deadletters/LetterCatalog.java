package dev.weir.deadletters;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.deadletters.letter.LetterCause;
import dev.weir.deadletters.letter.LetterDetails;
import dev.weir.deadletters.letter.LetterPages;
import dev.weir.deadletters.letter.LetterTopics;
import dev.weir.deadletters.mark.LetterId;
import dev.weir.deadletters.mark.Mark;
import dev.weir.deadletters.mark.Marks;
import dev.weir.model.Failure;
import dev.weir.model.NamePage;
import dev.weir.model.NameSelection;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.range.RangeReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds and lists dead letters, with what became of them; blocks. */
public final class LetterCatalog {

    /** So many offsets at the end of each partition say which topics the records of a topic came from. */
    private static final long OFFSETS_FOR_ORIGINS = 10;

    private final LetterTopics topics;
    private final Marks marks;
    private final ConsumerFactory consumers;
    private final Ticker ticker;
    private final boolean payloads;

    /**
     * Lists the dead letters of a cluster.
     *
     * @param payloads whether values, headers and what exceptions say may be shown
     */
    public LetterCatalog(LetterTopics topics, Marks marks, ConsumerFactory consumers, Ticker ticker, boolean payloads) {
        this.topics = topics;
        this.marks = marks;
        this.consumers = consumers;
        this.ticker = ticker;
        this.payloads = payloads;
    }

    /**
     * Dead letter topics of which a client may read the records.
     *
     * @param withOrigins whether their newest records are read, which alone say where they came from
     */
    NamePage<LetterTopicSummary> list(Predicate<TopicName> readable, NameSelection selection, boolean withOrigins) {
        marks.refresh();
        var names = selection.of(topics.names(), name -> name, name -> readable.test(new TopicName(name)));
        var found = topics.describe(names.items());
        var ranges = topics.ranges(found.values());
        var origins = withOrigins ? origins(ranges) : Map.<String, SortedSet<String>>of();
        var byTopic = byTopic(ranges);
        return names.with(names.items().stream()
                .filter(found::containsKey)
                .map(name -> summary(found.get(name), byTopic.getOrDefault(name, Map.of()), origins))
                .toList());
    }

    private LetterTopicSummary summary(
            TopicDescription topic, Map<TopicPartition, OffsetRange> ranges, Map<String, SortedSet<String>> origins) {
        return new LetterTopicSummary(
                topic.name(),
                List.copyOf(origins.getOrDefault(topic.name(), new TreeSet<>())),
                records(ranges),
                sent(topic, ranges));
    }

    private static Map<String, Map<TopicPartition, OffsetRange>> byTopic(Map<TopicPartition, OffsetRange> ranges) {
        Map<String, Map<TopicPartition, OffsetRange>> byTopic = new HashMap<>();
        ranges.forEach((at, range) ->
                byTopic.computeIfAbsent(at.topic(), first -> new HashMap<>()).put(at, range));
        return byTopic;
    }

    /** Offsets without a record count too. */
    private static long records(Map<TopicPartition, OffsetRange> ranges) {
        return ranges.values().stream()
                .mapToLong(range -> range.to() - range.from())
                .sum();
    }

    /** The marks of dead letters that are still there. */
    private long sent(TopicDescription topic, Map<TopicPartition, OffsetRange> ranges) {
        return marks.count(topic.topicId())
                - marks.expired(topic.topicId(), ranges).size();
    }

    /** How many letters of each dead letter topic have no mark; offsets without a record count too. */
    Map<TopicName, Long> held() {
        marks.refresh();
        var found = topics.describe(topics.names());
        Map<TopicName, Long> held = new HashMap<>();
        byTopic(topics.ranges(found.values()))
                .forEach((name, ranges) ->
                        held.put(new TopicName(name), Math.max(0, records(ranges) - sent(found.get(name), ranges))));
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
    public ListedLetters page(Predicate<TopicName> readable, LetterQuery query) {
        marks.refresh();
        var found = query.topic() == null
                ? topics.describe(names(readable))
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
    public ListedLetter letter(TopicName topic, int partition, long offset) {
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
            throw Failure.notFound(
                    "There is no record at offset %d of partition %d of topic '%s'; it was deleted, or never was"
                            .formatted(offset, partition, topic));
        }
        return letters.get(0);
    }

    private RangeReader reader() {
        return new RangeReader(consumers, RangeReader.DEAD_LETTERS, ticker);
    }

    private Collection<String> names(Predicate<TopicName> readable) {
        return topics.names().stream()
                .filter(name -> readable.test(new TopicName(name)))
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

package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Finds the age of the oldest record of each partition that a group has not read.
 *
 * <p>No Kafka request returns the timestamp of the record at an offset, so a consumer without a group fetches the
 * record, on a thread of its own, for two seconds at most. An age that is not found by then is unknown, and so are all
 * ages while the maximum number of threads is busy.
 */
public final class OldestUnread {

    private static final Logger LOG = Logger.getLogger(OldestUnread.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_THREADS = 4;
    private static final long NOTHING_UNREAD = -1;

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                var thread = new Thread(work, "weir-oldest-unread");
                thread.setDaemon(true);
                return thread;
            });

    private final AtomicInteger consumers = new AtomicInteger();
    private final KafkaAdmin admin;

    /** Fetches with the settings of an admin client. */
    public OldestUnread(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** The same partitions, with the age of the oldest unread record where it was found. */
    public CompletionStage<List<PartitionLag>> ages(List<PartitionLag> partitions) {
        var behind = partitions.stream()
                .filter(PartitionLag::isBehind)
                .collect(Collectors.toMap(PartitionLag::toTopicPartition, Function.identity()));
        if (behind.isEmpty()) {
            return CompletableFuture.completedStage(partitions);
        }
        try {
            return CompletableFuture.supplyAsync(() -> find(behind), threads).thenApply(ages -> partitions.stream()
                    .map(at -> at.isBehind() ? withAge(at, ages.get(at.toTopicPartition())) : at)
                    .toList());
        } catch (RejectedExecutionException rejected) {
            return CompletableFuture.completedStage(partitions);
        }
    }

    private static PartitionLag withAge(PartitionLag at, Long age) {
        return age != null && age == NOTHING_UNREAD ? at.withoutLag() : at.withAge(age);
    }

    private Map<TopicPartition, Long> find(Map<TopicPartition, PartitionLag> behind) {
        try {
            var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            try {
                return find(consumer, behind);
            } finally {
                // The default is 30 s, which it takes when the cluster has become unavailable.
                consumer.close(CloseOptions.timeout(POLL));
            }
        } catch (KafkaException thrown) {
            LOG.warnf("The age of the oldest unread records cannot be read: %s", thrown.getMessage());
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> find(KafkaConsumer<?, ?> consumer, Map<TopicPartition, PartitionLag> behind) {
        Map<TopicPartition, Long> ages = new HashMap<>();
        var pending = new HashSet<>(behind.keySet());
        var sinceStart = new Stopwatch(admin.ticker());
        consumer.assign(pending);
        behind.forEach((at, lag) -> consumer.seek(at, lag.committed()));
        var ends = consumer.endOffsets(pending, TIMEOUT);
        while (!pending.isEmpty() && !sinceStart.exceeds(TIMEOUT)) {
            var records = consumer.poll(POLL);
            for (var at : Set.copyOf(pending)) {
                var found = records.records(at);
                if (!found.isEmpty()) {
                    ages.put(at, age(found.get(0)));
                    pending.remove(at);
                } else if (isAtEnd(consumer, at, ends.get(at))) {
                    // Only records of open transactions follow this end offset.
                    if (ends.get(at) >= behind.get(at).end()) {
                        ages.put(at, NOTHING_UNREAD);
                    }
                    pending.remove(at);
                }
            }
            consumer.pause(
                    behind.keySet().stream().filter(at -> !pending.contains(at)).toList());
        }
        return ages;
    }

    private static Long age(ConsumerRecord<?, ?> record) {
        return record.timestamp() < 0 ? null : Math.max(0, System.currentTimeMillis() - record.timestamp());
    }

    /** The offsets in between may be transaction markers, which the consumer skips. */
    private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, TopicPartition at, long end) {
        try {
            return consumer.position(at, Duration.ZERO) >= end;
        } catch (TimeoutException notYetKnown) {
            return false;
        }
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(admin.settings());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "weir-oldest-unread-" + consumers.incrementAndGet());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Where the record at the committed offset is deleted, the first record is the oldest unread one.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // As most consumers of transactions: an aborted record is not unread.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        // One record of each partition is enough. A response still has a larger batch whole, of one partition.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16_384);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1_048_576);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        return settings;
    }
}

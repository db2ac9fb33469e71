package dev.weir.produce.admission;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.Channels;
import dev.weir.reading.Stopwatch;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Has a channel's producer fetch the metadata of a topic before the first record is given to it.
 *
 * <p>It blocks a worker thread, because blocking the channel's thread would delay all other records. A producer drops
 * the metadata of a topic after five minutes without a record ({@code metadata.max.idle.ms} of the channels), so it is
 * fetched again every two. If records of a topic fail, its metadata is fetched again before the next one is sent.
 */
@Singleton
class MetadataPrefetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private record ChannelTopic(Acks acks, TopicName topic) {}

    private final Channels channels;
    private final Ticker ticker;
    private final AsyncLoadingCache<ChannelTopic, Boolean> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(2))
            .executor(Infrastructure.getDefaultExecutor())
            .buildAsync(this::fetch);

    MetadataPrefetch(Channels channels, Ticker ticker) {
        this.channels = channels;
        this.ticker = ticker;
    }

    /** Completes when the producer has the metadata, which is at once for most records; fails after two seconds. */
    CompletionStage<Boolean> ensure(Acks acks, TopicName topic) {
        return known.get(new ChannelTopic(acks, topic));
    }

    /** Makes every channel fetch the metadata of a topic again, which may have been deleted and recreated. */
    void forget(TopicName topic) {
        for (var acks : Acks.values()) {
            known.synchronous().invalidate(new ChannelTopic(acks, topic));
        }
    }

    private Boolean fetch(ChannelTopic target) {
        var producer = channels.producer(target.acks());
        var sinceStart = new Stopwatch(ticker);
        while (true) {
            try {
                return !producer.partitionsFor(target.topic().value()).isEmpty();
            } catch (TimeoutException notYet) {
                if (sinceStart.exceeds(TIMEOUT)) {
                    throw new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "Kafka does not tell where topic '" + target.topic() + "' is",
                            notYet);
                }
            } catch (RuntimeException refused) {
                throw KafkaFailures.ofRead(refused);
            }
        }
    }
}

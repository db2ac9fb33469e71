package dev.weir.produce.admission;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.Channels;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes a channel's producer learn of a topic before the first record is given to it.
 *
 * <p>Asked on a thread of our own, because the channel's would hold everybody up. A producer forgets a topic after five
 * minutes without a record ({@code metadata.max.idle.ms} of the channels); it is reminded every two. One whose records
 * fail is made sure of again before the next is sent.
 */
@ApplicationScoped
class MetadataPrefetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private record Route(Acks acks, TopicName topic) {}

    private final Channels channels;
    private final AsyncLoadingCache<Route, Boolean> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(2))
            .executor(Infrastructure.getDefaultExecutor())
            .buildAsync(this::learn);

    MetadataPrefetch(Channels channels) {
        this.channels = channels;
    }

    /** Completes at once where the topic is known, else when it is, else fails within two seconds. */
    CompletionStage<Boolean> ensure(Acks acks, TopicName topic) {
        return known.get(new Route(acks, topic));
    }

    /** Has every channel make sure of a topic again, which may have been deleted and made anew. */
    void forget(TopicName topic) {
        for (var acks : Acks.values()) {
            known.synchronous().invalidate(new Route(acks, topic));
        }
    }

    private Boolean learn(Route route) {
        var producer = channels.producer(route.acks());
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                return !producer.partitionsFor(route.topic().value()).isEmpty();
            } catch (TimeoutException notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "Kafka does not tell where topic '" + route.topic() + "' is",
                            notYet);
                }
            } catch (RuntimeException refused) {
                throw KafkaFailures.ofRead(refused);
            }
        }
    }
}

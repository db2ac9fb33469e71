package dev.weir.stream;

import dev.weir.http.access.Caller;
import dev.weir.http.access.ClientPlaces;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.FetchBudget;
import dev.weir.reading.OffsetRange;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.TopicIds;
import dev.weir.reading.tail.Tails;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/** All readers there are: bounds their number, and ends them when Weir ends. */
@ApplicationScoped
class Streams {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final StreamConfig config;
    private final ConsumerFactory consumers;
    private final FetchBudget budget;
    private final PollScheduler scheduler;
    private final ClusterMonitor monitor;
    private final StreamRanges lookup;
    private final TopicIds ids;
    private final Tails tails;
    private final AtomicInteger open = new AtomicInteger();
    private final ClientPlaces places = new ClientPlaces("reader");
    private final AtomicLong opened = new AtomicLong();
    private final Set<TopicStream> running = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean stopping;

    Streams(
            StreamConfig config,
            ConsumerFactory consumers,
            FetchBudget budget,
            PollScheduler scheduler,
            ClusterMonitor monitor,
            StreamRanges lookup,
            TopicIds ids,
            TopicMetadataCache topics,
            MeterRegistry registry) {
        this.config = config;
        this.consumers = consumers;
        this.budget = budget;
        this.scheduler = scheduler;
        this.monitor = monitor;
        this.lookup = lookup;
        this.ids = ids;
        tails = new Tails(budget, () -> reader(true), topics, scheduler, ids, config.heartbeat());
        Gauge.builder("weir.stream.readers", open, AtomicInteger::get)
                .description("Readers without a group")
                .register(registry);
        Gauge.builder("weir.stream.tails", tails, Tails::count)
                .description("Consumers that read the ends of topics for all readers that follow them")
                .register(registry);
    }

    /**
     * Takes a place for one reader, given back by {@link #leave} or by the end of its stream.
     *
     * @throws Failure when there is none, or Kafka is away
     */
    void enter(Caller caller) {
        monitor.problem().ifPresent(problem -> {
            throw problem;
        });
        if (stopping) {
            throw Failure.of(Failure.Kind.UNAVAILABLE, "Weir is stopping");
        }
        places.enter(caller);
        try {
            budget.enterFollower();
        } catch (Failure tooMany) {
            places.leave(caller);
            throw tooMany;
        }
        if (open.incrementAndGet() > config.maxReaders()) {
            leave(caller);
            throw Failure.of(
                    Failure.Kind.TOO_MANY,
                    "%s already, which is the limit (weir.stream.max-readers)"
                            .formatted(Count.thereAre(config.maxReaders(), "reader")));
        }
    }

    void leave(Caller caller) {
        places.leave(caller);
        budget.leaveFollower();
        if (open.decrementAndGet() == 0 && stopping) {
            empty.complete(null);
        }
    }

    /** Begins to read for a client that has entered. */
    TopicStream start(
            StreamRequest request, Map<TopicPartition, OffsetRange> ranges, StreamResponse response, Caller caller) {
        var self = new TopicStream[1];
        var reader = reader(request.follow());
        var stream = new TopicStream(
                request, response, lookup, config, scheduler, ids, tails, budget.place(), reader, () -> {
                    running.remove(self[0]);
                    leave(caller);
                });
        self[0] = stream;
        running.add(stream);
        stream.start(ranges);
        if (stopping) {
            stream.stop();
        }
        return stream;
    }

    /** Blocks, while HTTP is still served. */
    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        stopping = true;
        running.forEach(TopicStream::stop);
        if (open.get() > 0) {
            empty.completeOnTimeout(null, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        if (open.get() > 0) {
            Log.warnf("%s did not end in time", Count.of(open.get(), "reader"));
        }
    }

    private BoundedReader reader(boolean follows) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // A reader that waits for the next record lets the fetch request wait at the broker.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, follows ? 5_000 : 500);
        return consumers.reader(
                "weir-stream-" + opened.incrementAndGet(),
                settings,
                config.fetchBytes().asLongValue());
    }
}

package dev.weir.consumers;

import dev.weir.cluster.ClusterMembership;
import dev.weir.consumers.instance.CommitRules;
import dev.weir.consumers.instance.ConsumerInstance;
import dev.weir.consumers.request.InstanceName;
import dev.weir.consumers.request.InstanceSpec;
import dev.weir.kafka.ClusterMonitor;
import dev.weir.kafka.TopicNames;
import dev.weir.reading.BoundedReader;
import dev.weir.reading.ConsumerFactory;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.TopicIds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Makes consumer instances and opens their two consumers: the member of the group, and the one that reads. */
@Singleton
class InstanceFactory {

    /** Of each instance. */
    static final int CONSUMERS = 2;

    private static final Set<String> READING = Set.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG);

    private final ConsumersConfig config;
    private final ConsumerFactory consumers;
    private final PollScheduler scheduler;
    private final TopicNames topics;
    private final TopicIds ids;
    private final ClusterMonitor monitor;
    private final ClusterMembership cluster;
    private final Counter refusedCommits;
    private final AtomicLong opened = new AtomicLong();

    InstanceFactory(
            ConsumersConfig config,
            ConsumerFactory consumers,
            PollScheduler scheduler,
            TopicNames topics,
            TopicIds ids,
            ClusterMonitor monitor,
            ClusterMembership cluster,
            MeterRegistry registry) {
        this.config = config;
        this.consumers = consumers;
        this.scheduler = scheduler;
        this.topics = topics;
        this.ids = ids;
        this.monitor = monitor;
        this.cluster = cluster;
        refusedCommits = Counter.builder("weir.consumer.commits.failed")
                .description("Commits of instances that Kafka has refused")
                .register(registry);
    }

    /** An instance that is not open yet. */
    ConsumerInstance create(InstanceName name, InstanceSpec spec) {
        return new ConsumerInstance(name, spec, scheduler, ids, monitor, config.autoCommitInterval());
    }

    /** Opens an instance; completes when its consumers exist. */
    CompletionStage<Void> open(ConsumerInstance instance, InstanceName name, InstanceSpec spec) {
        long number = opened.incrementAndGet();
        return instance.open(
                () -> member(name, spec, number),
                reader(name, spec, number),
                topics,
                new CommitRules(cluster::isHeld, refusedCommits::increment));
    }

    /** It is in the group, and never fetches. */
    private Consumer<byte[], byte[]> member(InstanceName name, InstanceSpec spec, long number) {
        Map<String, Object> settings = new HashMap<>(spec.settings());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, name.group());
        if (cluster.isOn() && spec.isClassic()) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, StaticMemberId.of(cluster.name(), name));
        }
        return consumers.open("weir-" + name.instance() + "-" + number, settings);
    }

    private BoundedReader reader(InstanceName name, InstanceSpec spec, long number) {
        Map<String, Object> settings = new HashMap<>();
        for (var setting : READING) {
            if (spec.settings().containsKey(setting)) {
                settings.put(setting, spec.settings().get(setting));
            }
        }
        return consumers.reader(
                "weir-" + name.instance() + "-" + number + "-reader",
                settings,
                config.maxBytes().asLongValue());
    }
}

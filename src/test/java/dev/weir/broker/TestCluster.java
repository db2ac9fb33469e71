package dev.weir.broker;

import static java.util.stream.Collectors.joining;

import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Three brokers, numbered 1 to 3, for tests in which some of them are unavailable.
 *
 * <p>Topics get three replicas and want two of them in sync. A node that is silent for three seconds counts as gone.
 * Two nodes must be up for a quorum.
 */
public final class TestCluster implements AutoCloseable {

    private static final Duration TIMEOUT = Deadlines.seconds(30);

    // The second is for a silent controller: a broker that had just asked it for producer ids would wait for it 30 s,
    // and every new idempotent producer with it.
    private static final Map<String, String> QUICK_TO_NOTICE =
            Map.of("replica.lag.time.max.ms", "4000", "controller.socket.timeout.ms", "2000");

    private final SortedMap<Integer, BrokerProcess> nodes = new TreeMap<>();

    private TestCluster(Map<String, String> overrides) {
        var settings = new HashMap<>(QUICK_TO_NOTICE);
        settings.putAll(overrides);
        var directory = Scratch.newDirectory("cluster");
        var addresses = Stream.of(1, 2, 3).map(NodeAddress::anywhere).toList();
        for (var config : NodeConfig.cluster(addresses, settings)) {
            var id = config.address().id();
            nodes.put(id, new BrokerProcess(new BrokerDirectory(directory.resolve("node-" + id)), config));
        }
    }

    /** A cluster that is up. */
    public static TestCluster start() {
        return start(Map.of());
    }

    /**
     * A cluster that is up.
     *
     * @param overrides broker properties, such as {@code min.insync.replicas}
     */
    public static TestCluster start(Map<String, String> overrides) {
        var cluster = new TestCluster(overrides);
        try {
            cluster.nodes.values().forEach(BrokerProcess::launch);
            cluster.nodes.values().forEach(BrokerProcess::awaitReady);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return nodes.values().stream().map(BrokerProcess::bootstrapServers).collect(joining(","));
    }

    /** One node, to be stopped, killed, paused and started. */
    public BrokerProcess node(int id) {
        return nodes.get(id);
    }

    /** The node that leads the partition, as soon as one does. */
    public int leaderOf(String topic, int partition) {
        return await(topic, partition, at -> at.leader() != null && !at.leader().isEmpty())
                .leader()
                .id();
    }

    /** Returns when exactly so many replicas of the partition are in sync. */
    public void awaitInSync(String topic, int partition, int replicas) {
        await(topic, partition, at -> at.isr().size() == replicas);
    }

    @Override
    public void close() {
        // In a clean shutdown they would wait for each other; their data is not needed any more.
        nodes.values().forEach(BrokerProcess::kill);
    }

    private TopicPartitionInfo await(String topic, int partition, Predicate<TopicPartitionInfo> condition) {
        // The first node may be paused: try the next one soon.
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000))) {
            return Deadlines.await()
                    .atMost(TIMEOUT)
                    .ignoreExceptions()
                    .until(() -> partition(admin, topic, partition), condition);
        }
    }

    private static TopicPartitionInfo partition(Admin admin, String topic, int partition) throws Exception {
        var description = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
        return description.get().partitions().get(partition);
    }
}

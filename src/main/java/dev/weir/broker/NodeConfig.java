package dev.weir.broker;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * The configuration of a node, without its directory.
 *
 * <p>Every node is broker and controller, and small: few partitions of the internal topics, no initial rebalance delay,
 * and a log cleaner without its default buffer of 128 MB.
 *
 * @param properties of the broker, without {@code log.dirs}
 * @param format arguments of Kafka's StorageTool
 */
record NodeConfig(NodeAddress address, Map<String, String> properties, List<String> format) {

    NodeConfig {
        properties = Map.copyOf(properties);
        format = List.copyOf(format);
    }

    /** A cluster of one node. Its controller port may differ each time. */
    static NodeConfig standalone(int port, Map<String, String> overrides) {
        return cluster(List.of(new NodeAddress(1, port, LoopbackPorts.freePort())), overrides)
                .get(0);
    }

    /**
     * The nodes of one cluster, in the order of their addresses.
     *
     * @param overrides broker properties that differ from the defaults here, the same for all nodes; {@code listeners}
     *     are added to those of each node
     */
    static List<NodeConfig> cluster(List<NodeAddress> nodes, Map<String, String> overrides) {
        var format = List.of(
                "--cluster-id=" + Uuid.randomUuid(),
                "--initial-controllers=" + nodes.stream().map(NodeConfig::voter).collect(joining(",")));
        var shared = new HashMap<>(shared(nodes.size()));
        shared.put(
                "controller.quorum.bootstrap.servers",
                nodes.stream().map(NodeAddress::controller).collect(joining(",")));
        shared.putAll(overrides);
        return nodes.stream()
                .map(node -> new NodeConfig(node, with(shared, node), format))
                .toList();
    }

    private static String voter(NodeAddress node) {
        return node.id() + "@" + node.controller() + ":" + Uuid.randomUuid();
    }

    private static Map<String, String> with(Map<String, String> shared, NodeAddress node) {
        var properties = new HashMap<>(shared);
        properties.put("node.id", Integer.toString(node.id()));
        properties.merge("listeners", node.listeners(), (more, own) -> own + "," + more);
        return properties;
    }

    private static Map<String, String> shared(int nodes) {
        var replicas = Integer.toString(Math.min(3, nodes));
        var inSync = nodes > 1 ? "2" : "1";
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", replicas),
                Map.entry("min.insync.replicas", inSync),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.replication.factor", replicas),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", replicas),
                Map.entry("transaction.state.log.min.isr", inSync),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", replicas),
                Map.entry("share.coordinator.state.topic.min.isr", inSync),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A killed node can register again only when its former session has expired, by default after 9 s.
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));
    }
}

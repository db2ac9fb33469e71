package dev.weir.cluster;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Several Weirs as they are shipped, each a process, that are nodes of one cluster. */
public final class Nodes implements AutoCloseable {

    private static final Duration TIMEOUT = Deadlines.seconds(60);

    private final String cluster;
    private final List<WeirProcess> all;

    private Nodes(String cluster, List<WeirProcess> all) {
        this.cluster = cluster;
        this.all = all;
    }

    /**
     * Nodes that have shared out all partitions.
     *
     * @param cluster its name, and part of the names of their logs
     */
    public static Nodes start(String cluster, String bootstrapServers, int count, Map<String, String> settings) {
        var ports = IntStream.range(0, count).mapToObj(i -> 0).toList();
        return start(cluster, i -> bootstrapServers, ports, i -> settings);
    }

    /**
     * The same with settings that differ by the number of the node.
     *
     * @param ports 0 for any
     */
    public static Nodes start(
            String cluster,
            IntFunction<String> bootstrapServers,
            List<Integer> ports,
            IntFunction<Map<String, String>> settings) {
        var starting = IntStream.range(0, ports.size())
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> WeirProcess.startAt(
                        ports.get(i),
                        "cluster-" + cluster + "-" + i,
                        bootstrapServers.apply(i),
                        settings(cluster, settings.apply(i)))))
                .toList();
        var nodes = new Nodes(
                cluster, starting.stream().map(CompletableFuture::join).toList());
        nodes.awaitShared(ports.size());
        return nodes;
    }

    /** The settings of one node; its port is not known before. */
    public static Map<String, String> settings(String cluster, Map<String, String> further) {
        var settings = new HashMap<>(further);
        settings.put("weir.cluster.name", cluster);
        settings.putIfAbsent("weir.cluster.url", "http://127.0.0.1:${quarkus.http.port}");
        settings.putIfAbsent("weir.cluster.topic", "weir.instances-" + cluster);
        return settings;
    }

    /** In their order. */
    public List<WeirProcess> all() {
        return all;
    }

    /** The node with a number, from 0. */
    public WeirProcess get(int index) {
        return all.get(index);
    }

    /** Waits until so many nodes own all partitions, by the word of each node that runs. */
    public void awaitShared(int count) {
        // A node that stops is still running for a while when it does not answer any more.
        await().atMost(TIMEOUT).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            for (var node : all) {
                if (node.isRunning()) {
                    var list = list(node);
                    assertThat(list.getList("nodes.url")).hasSize(count);
                    assertThat(partitions(list)).containsExactlyInAnyOrderElementsOf(partitions());
                }
            }
            double owned = all.stream()
                    .filter(WeirProcess::isRunning)
                    .mapToDouble(node -> metric(node, "weir_cluster_partitions_owned"))
                    .sum();
            assertThat(owned).isEqualTo(StatePartition.COUNT);
        });
    }

    /** The list of all nodes, from one of them. */
    public JsonPath list(WeirProcess node) {
        return RestAssured.given()
                .port(node.port())
                .get("/cluster/nodes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The value of a metric without labels. */
    public static double metric(WeirProcess node, String name) {
        return RestAssured.given()
                .port(node.port())
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static List<Integer> partitions() {
        return IntStream.range(0, StatePartition.COUNT).boxed().toList();
    }

    private static List<Integer> partitions(JsonPath list) {
        List<Integer> all = new ArrayList<>();
        list.<Collection<Integer>>getList("nodes.partitions").forEach(all::addAll);
        return all;
    }

    /**
     * The node that owns an instance, by the word of one that runs; while nodes come and go, none does for a moment.
     */
    public WeirProcess owner(String group, String instance) {
        return Deadlines.await("an owner of " + instance)
                .until(() -> ownerNow(group, instance), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<WeirProcess> ownerNow(String group, String instance) {
        var running = all.stream().filter(WeirProcess::isRunning).findFirst().orElseThrow();
        int partition = StatePartition.of(group, instance);
        List<String> urls =
                list(running).getList("nodes.findAll { it.partitions.contains(" + partition + ") }.url", String.class);
        return all.stream()
                .filter(node -> node.isRunning() && urls.contains(list(node).getString("self")))
                .findFirst();
    }

    @Override
    public String toString() {
        return "nodes of " + cluster;
    }

    @Override
    public void close() {
        all.forEach(WeirProcess::terminate);
        all.forEach(WeirProcess::close);
    }
}

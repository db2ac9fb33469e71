package dev.weir.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.StatePartition;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Two Weirs that are nodes of one cluster; all instances belong to the first, and are polled there or through the
 * second. They start with the first case and idle during all others.
 */
final class ForwardedPolls implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofMillis(500);

    /** Until the compiler is done with both nodes: each case lasts seconds only, and the CPU of the compiler counts. */
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(30);

    private static final long SMALL = 1_000;
    private static final String CONTROL = "application/vnd.kafka.v2+json";
    private static final String RECORDS = "application/vnd.kafka.json.v2+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StartUp startUp;
    private final long broker;
    private final String topic;
    private final int partitions;
    private WeirProcess owner;
    private WeirProcess other;
    private List<String> instances;

    /**
     * Nodes that have not started.
     *
     * @param broker its process
     * @param topic read by all clients, again from its beginning when they have all of it
     */
    ForwardedPolls(StartUp startUp, long broker, String topic, int partitions) {
        this.startUp = startUp;
        this.broker = broker;
        this.topic = topic;
        this.partitions = partitions;
    }

    /**
     * Polls with eight clients at once, each of which has an instance and asks again when it has the response.
     *
     * @param forwarded whether the clients ask the node that is not the owner
     * @param maxBytes of a response, before its encoding
     */
    Measure polls(boolean forwarded, long maxBytes, Duration time) {
        start();
        int port = forwarded ? other.port() : owner.port();
        var unused = run(port, maxBytes, WARM_UP);
        var owning = Usage.of(owner.pid());
        var passing = Usage.of(other.pid());
        var kafka = Usage.of(broker);
        long begun = System.nanoTime();
        long records = run(port, maxBytes, time);
        double seconds = (System.nanoTime() - begun) / 1e9;
        var after = Usage.of(owner.pid());
        return new Measure(
                records,
                seconds,
                after.cpuSeconds() - owning.cpuSeconds() + Usage.of(other.pid()).cpuSeconds() - passing.cpuSeconds(),
                Usage.of(broker).cpuSeconds() - kafka.cpuSeconds(),
                after,
                null);
    }

    private void start() {
        if (owner == null) {
            owner = startUp.ready("benchmark-owner", settings());
            other = startUp.ready("benchmark-other", settings());
            Deadlines.await()
                    .atMost(Deadlines.seconds(60))
                    .ignoreExceptions()
                    .until(() -> partitionsOf(other.port(), owner.port()).size() == StatePartition.COUNT / 2);
            var owned = partitionsOf(other.port(), owner.port());
            instances = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> create("benchmark-" + client, client % partitions, owned))
                    .toList();
            var unused = run(owner.port(), SMALL, FIRST_WARM_UP) + run(other.port(), SMALL, FIRST_WARM_UP);
        }
    }

    private static Map<String, String> settings() {
        return Map.of("weir.cluster.name", "benchmark", "weir.cluster.url", "http://127.0.0.1:${quarkus.http.port}");
    }

    /** The partitions of one node, by the word of another. */
    private List<Integer> partitionsOf(int asked, int of) {
        return parse(send(asked, get("/cluster/nodes", CONTROL)))
                .path("nodes")
                .valueStream()
                .filter(node -> node.path("url").asText().endsWith(":" + of))
                .flatMap(node -> node.path("partitions").valueStream())
                .map(JsonNode::asInt)
                .toList();
    }

    private String create(String group, int partition, List<Integer> owned) {
        var name = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "i" + i)
                .filter(candidate -> owned.contains(StatePartition.of(group, candidate)))
                .findFirst()
                .orElseThrow();
        send(
                owner.port(),
                post(
                        "/consumers/" + group,
                        "{\"name\":\"%s\",\"format\":\"json\",\"auto.commit.enable\":false}".formatted(name)));
        var instance = "/consumers/" + group + "/instances/" + name;
        send(owner.port(), post(instance + "/assignments", assigned(partition)));
        return instance;
    }

    private String assigned(int partition) {
        return "{\"partitions\":[{\"topic\":\"%s\",\"partition\":%d}]}".formatted(topic, partition);
    }

    private long run(int port, long maxBytes, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.supplyAsync(
                        () -> poll(port, instances.get(client), client % partitions, maxBytes, end),
                        task -> new Thread(task, "benchmark-client-" + client).start()))
                .toList();
        return clients.stream().mapToLong(CompletableFuture::join).sum();
    }

    private long poll(int port, String instance, int partition, long maxBytes, long end) {
        var poll = get(instance + "/records?timeout=100&max_bytes=" + maxBytes, RECORDS);
        long records = 0;
        while (System.nanoTime() < end) {
            var body = send(port, poll);
            var found = new Occurrences("\"offset\":");
            found.look(body, body.length);
            records += found.count();
            if (found.count() == 0) {
                send(port, post(instance + "/positions/beginning", assigned(partition)));
            }
        }
        return records;
    }

    private static Call get(String path, String accept) {
        return new Call(path, null, accept);
    }

    private static Call post(String path, String body) {
        return new Call(path, body, CONTROL);
    }

    /**
     * A request to either node.
     *
     * @param body null for a GET
     */
    private record Call(String path, String body, String accept) {

        HttpRequest to(int port) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Accept", accept);
            return body == null
                    ? request.build()
                    : request.header("Content-Type", CONTROL)
                            .POST(BodyPublishers.ofString(body))
                            .build();
        }
    }

    private byte[] send(int port, Call call) {
        try {
            var response = http.send(call.to(port), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(call.path() + " at " + port + ": " + response.statusCode() + " "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (other != null) {
            other.close();
        }
        if (owner != null) {
            owner.close();
        }
    }
}

package dev.weir.consumers;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client of one instance that comes again after a 503 or a 504, as clients should, and remembers all statuses. */
final class V2Client {

    private static final Duration TIMEOUT = Deadlines.seconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String group;
    private final String name;
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

    /** A client of an instance that there is, or that {@link #subscribe} makes. */
    V2Client(int port, String group, String name) {
        base = "http://localhost:" + port + "/consumers/" + group;
        this.group = group;
        this.name = name;
    }

    String group() {
        return group;
    }

    String name() {
        return name;
    }

    /** Makes the instance, and waits until it has a partition. */
    void subscribe(String topic) {
        subscribe(topic, "cooperative-sticky");
    }

    /** The same with an assignor or the newer protocol. */
    void subscribe(String topic, String assignment) {
        create(assignment);
        assertThat(send(post(instance("/subscription"), "{\"topics\":[\"" + topic + "\"]}"))
                        .statusCode())
                .isEqualTo(204);
        await().atMost(TIMEOUT).until(() -> partitions() > 0);
    }

    /** Makes the instance, with the first partition of a topic. */
    void assign(String topic) {
        create("cooperative-sticky");
        var partitions = "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0}]}".formatted(topic);
        assertThat(send(post(instance("/assignments"), partitions)).statusCode())
                .isEqualTo(204);
    }

    private void create(String assignment) {
        var settings = "{\"name\":\"%s\",\"format\":\"text\",\"auto.commit.enable\":false,\"assignment\":\"%s\"}"
                .formatted(name, assignment);
        assertThat(send(post(base, settings)).statusCode()).isEqualTo(200);
    }

    /** The number of its partitions; -1 where nobody says. */
    int partitions() {
        var response = send(get(instance("/assignments"), MediaTypes.CONTROL));
        return response.statusCode() == 200
                ? parse(response.body()).path("partitions").size()
                : -1;
    }

    /** The status of a request. */
    int get(String path) {
        return send(get(instance(path), MediaTypes.CONTROL)).statusCode();
    }

    /** Polls once, and commits what came. */
    void pollAndCommit(Collection<String> values) {
        if (poll(values)) {
            commit();
        }
    }

    /** Polls until there are so many values; how long the first success took. */
    Duration pollUntil(Collection<String> values, int count) {
        long begun = System.nanoTime();
        await().atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> poll(values));
        var first = Duration.ofNanos(System.nanoTime() - begun);
        await().atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> poll(values) && values.size() >= count);
        return first;
    }

    /** Commits all that came, or gives up for now where a node has just changed. */
    void commit() {
        send(post(instance("/offsets"), ""));
    }

    /** Checks that the client has got no other status. */
    void checkStatuses(Integer... allowed) {
        assertThat(statuses).isSubsetOf(Set.of(allowed));
    }

    private boolean poll(Collection<String> values) {
        var response = send(get(instance("/records?timeout=200"), MediaTypes.RECORDS_TEXT));
        if (response.statusCode() != 200) {
            return false;
        }
        parse(response.body()).forEach(record -> values.add(record.path("value").asText()));
        return true;
    }

    private String instance(String path) {
        return base + "/instances/" + name + path;
    }

    private static HttpRequest post(String uri, String body) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", MediaTypes.CONTROL)
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest get(String uri, String accept) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Accept", accept)
                .timeout(TIMEOUT)
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            statuses.add(response.statusCode());
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

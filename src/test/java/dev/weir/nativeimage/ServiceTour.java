package dev.weir.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests of every kind that the service takes. */
final class ServiceTour {

    private static final String V2 = "application/vnd.kafka.v2+json";
    private static final String JSON = "application/vnd.kafka.json.v2+json";
    private static final Pattern RECEIPT = Pattern.compile("\"receipts\":\\[\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** The receiver of the push rejects records with this text. */
    static final String REJECTED = "rejected by the receiver";

    static final String GITHUB_SECRET = "a secret that GitHub shares";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final String key;
    private final List<String> failures;

    /**
     * A tour.
     *
     * @param key an API key with every right
     * @param failures where responses with another status than expected go
     */
    ServiceTour(int port, String key, List<String> failures) {
        address = "http://127.0.0.1:" + port;
        this.key = key;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        operations();
        topics();
        sends();
        reads();
        consumers();
        groups();
        deadLetters();
        pushes();
        received();
        console();
        generators();
    }

    private void operations() throws IOException, InterruptedException {
        for (var path : List.of(
                "/",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/q/info",
                "/cluster",
                "/cluster/brokers/1/configs",
                "/cluster/features",
                "/cluster/quotas",
                "/brokers",
                "/cluster/nodes",
                "/partitioners?key=k&partitions=3",
                "/healthy",
                "/ready",
                "/metrics",
                "/openapi")) {
            get(path, "*/*", 200);
        }
        get("/q/openapi?format=json", "*/*", 200);
        get("/q/metrics", "text/plain", 200);
        get("/nowhere", "*/*", 404);
    }

    private void topics() throws IOException, InterruptedException {
        send("POST", "/admin/topics", V2, "{\"topic_name\":\"tour\",\"partitions_count\":2}", 201);
        send(
                "PATCH",
                "/admin/topics/tour",
                V2,
                "{\"partitions_count\":3,\"configs\":{\"retention.ms\":\"3600000\"}}",
                204);
        for (var path : List.of(
                "/topics",
                "/topics/tour",
                "/topics/tour/partitions",
                "/topics/tour/partitions/0",
                "/topics/tour/partitions/0/offsets",
                "/topics/tour/size")) {
            get(path, "*/*", 200);
        }
    }

    private void sends() throws IOException, InterruptedException {
        for (var acks : List.of("all", "leader", "none")) {
            send("POST", "/topics/tour/records?key=k&acks=" + acks, "text/plain", "x".repeat(1_000), 200);
            send(
                    "POST",
                    "/topics/tour?acks=" + acks,
                    JSON,
                    "{\"records\":[{\"key\":1,\"value\":{\"n\":1.5}},{\"value\":null}]}",
                    200);
        }
        send(
                "POST",
                "/topics/tour",
                "application/vnd.kafka.binary.v2+json",
                "{\"records\":[{\"value\":\"AAEC\"}]}",
                200);
        send("POST", "/topics/tour", "application/vnd.kafka.text.v2+json", "{\"records\":[{\"value\":\"text\"}]}", 200);
        send("POST", "/topics/tour/partitions/1", JSON, "{\"records\":[{\"value\":1}]}", 200);
        send("POST", "/topics/tour/records", "application/x-ndjson", "{\"value\":1}\n{\"value\":\n", 200);
        send("POST", "/topics/tour/records", "text/plain", "zstd", Zstd.compress("compressed".getBytes(UTF_8)), 200);
        for (var partitioner : List.of("murmur2", "fnv1a", "round-robin", "random")) {
            send("POST", "/topics/tour/records?key=k&partitioner=" + partitioner, "text/plain", "v", 200);
        }
        var accepted = exchange(
                request("/topics/tour/records?async=true")
                        .header("Content-Type", "text/plain")
                        .header("Prefer", "respond-async")
                        .POST(BodyPublishers.ofString("later"))
                        .build(),
                202);
        var receipt = RECEIPT.matcher(accepted);
        if (receipt.find()) {
            get("/receipts/" + receipt.group(1), "*/*", 200);
        } else {
            failures.add("no receipt: " + accepted);
        }
        send("POST", "/topics/tour?async=true", JSON, "{\"records\":[{\"value\":1}]}", 204);
        get("/receipts/summary", "*/*", 200);
        get("/deliveries", "*/*", 200);
        events("/receipts");
        send("POST", "/topics/absent/records", "text/plain", "v", 404);
        send("POST", "/topics/tour", JSON, "{\"records\":", 400);
        send("POST", "/topics/web_log/records", "text/plain", "for the channel", 200);
    }

    private void reads() throws IOException, InterruptedException {
        for (var accept : List.of(
                "application/json",
                JSON,
                "application/vnd.kafka.binary.v2+json",
                "application/vnd.kafka.text.v2+json",
                "application/x-ndjson")) {
            get("/topics/tour/records?from=earliest", accept, 200);
        }
        // With every codec, as the commands have written them.
        get("/topics/native/records?from=earliest", "application/x-ndjson", 200);
        get("/topics/tour/records?partition=0&offset=0&key=k", JSON, 200);
        events("/topics/tour/records?from=earliest&limit=3");
    }

    private void consumers() throws IOException, InterruptedException {
        for (var format : List.of("json", "binary", "text")) {
            var group = "/consumers/tour-" + format;
            send(
                    "POST",
                    group,
                    V2,
                    "{\"name\":\"one\",\"format\":\"" + format + "\",\"auto.offset.reset\":\"earliest\"}",
                    200);
            var instance = group + "/instances/one";
            send("POST", instance + "/subscription", V2, "{\"topics\":[\"tour\"]}", 204);
            get(instance + "/subscription", V2, 200);
            for (int i = 0; i < 5; i++) {
                get(instance + "/records?timeout=1000", "application/vnd.kafka." + format + ".v2+json", 200);
            }
            send("POST", instance + "/offsets", V2, "", 204);
            get(instance + "/offsets", V2, 200);
            send("DELETE", instance + "/subscription", V2, "", 204);
            send("POST", instance + "/assignments", V2, "{\"partitions\":[{\"topic\":\"tour\",\"partition\":0}]}", 204);
            get(instance + "/assignments", V2, 200);
            send(
                    "POST",
                    instance + "/positions/beginning",
                    V2,
                    "{\"partitions\":[{\"topic\":\"tour\",\"partition\":0}]}",
                    204);
            send(
                    "POST",
                    instance + "/positions/end",
                    V2,
                    "{\"partitions\":[{\"topic\":\"tour\",\"partition\":0}]}",
                    204);
            send(
                    "POST",
                    instance + "/positions",
                    V2,
                    "{\"offsets\":[{\"topic\":\"tour\",\"partition\":0,\"offset\":0}]}",
                    204);
            send("DELETE", instance, V2, "", 204);
        }
    }

    private void groups() throws IOException, InterruptedException {
        for (var path : List.of("/groups", "/groups/tour-json", "/groups/tour-json/offsets")) {
            get(path, "*/*", 200);
        }
        send("POST", "/groups/tour-json/offsets", V2, "{\"to\":\"earliest\",\"dry_run\":false}", 200);
        send("DELETE", "/groups/tour-json/offsets/tour", V2, "", 204);
        send("DELETE", "/groups/tour-text", V2, "", 204);
        send("POST", "/admin/topics/tour/truncate", V2, "{\"before\":{\"0\":-1}}", 200);
    }

    private void deadLetters() throws IOException, InterruptedException {
        get("/dead-letters", "*/*", 200);
        get("/dead-letters/records?where=value.n%3D%3D1&state=all", "*/*", 200);
        get("/dead-letters/native.dead/0/0", "*/*", 200);
        var path = "/dead-letters/native.dead/redrive";
        send("POST", path, "application/json", "{\"cause\":\"tour\"}", 200);
        var redrive = send("POST", path, "application/json", "{\"dry_run\":false,\"records_per_second\":100}", 202);
        var id = ID.matcher(redrive);
        if (id.find()) {
            get("/dead-letters/redrives/" + id.group(1), "*/*", 200);
        } else {
            failures.add("no redrive: " + redrive);
        }
    }

    /** One record that the receiver accepts, and one that becomes a dead letter. */
    private void pushes() throws IOException, InterruptedException {
        send("POST", "/topics/pushed/records?key=a", "application/json", "{\"n\":1}", 200);
        send("POST", "/topics/pushed/records?key=b", "application/json", "\"" + REJECTED + "\"", 200);
        Deadlines.await("a delivered and a rejected record").until(() -> {
            var push = get("/pushes/tour", "*/*", 200);
            return push.contains("\"delivered\":1") && push.contains("\"dead_letters\":1");
        });
        get("/pushes", "*/*", 200);
        get("/pushes/tour/attempts", "*/*", 200);
        send("POST", "/pushes/tour/pause", V2, "", 200);
        send("POST", "/pushes/tour/resume", V2, "", 200);
        send("POST", "/pushes/tour/replay", "application/json", "{\"from\":\"earliest\"}", 202);
        send("DELETE", "/pushes/tour/replay", V2, "", 200);
    }

    private void received() throws IOException, InterruptedException {
        for (var mode : List.of("cloudevents", "cloudevents-batch")) {
            var event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/tour\",\"type\":\"t\",\"data\":1}";
            var body = mode.endsWith("batch") ? "[" + event + "]" : event;
            send("POST", "/topics/tour/records", "application/" + mode + "+json", body, 200);
        }
        send("POST", "/topics/github/records", "application/json", "{\"zen\":\"no signature\"}", 403);
        exchange(
                request("/topics/github/records")
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Event", "ping")
                        .header("X-Hub-Signature-256", "sha256=" + signature("{}"))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                200);
    }

    private static String signature(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(GITHUB_SECRET.getBytes(UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void console() throws IOException, InterruptedException {
        for (var path : List.of(
                "/console/",
                "/topics/tour/history?span=5m&step=1s",
                "/topics/tour/groups",
                "/groups/tour-json/history",
                "/topics?details=true&limit=5")) {
            get(path, "*/*", 200);
        }
        begin(
                "/console/feed?topics=tour&lanes=tour&group=tour-json&receipts=mine&dead_letters=true",
                "application/x-ndjson");
    }

    private void generators() throws IOException, InterruptedException {
        var id = ID.matcher(send(
                "POST",
                "/generators",
                "application/json",
                "{\"topic\":\"tour\",\"value\":\"{n} {random:8}\",\"count\":5,\"rate\":1000}",
                201));
        get("/generators", "*/*", 200);
        if (id.find()) {
            get("/generators/" + id.group(1), "*/*", 200);
            send("DELETE", "/generators/" + id.group(1), V2, "", 200);
        } else {
            failures.add("no generator");
        }
        send("DELETE", "/admin/topics/tour", V2, "", 204);
    }

    private void events(String path) throws IOException, InterruptedException {
        begin(path, "text/event-stream");
    }

    /** The first bytes of a stream. */
    private void begin(String path, String accept) throws IOException, InterruptedException {
        var response = client.send(request(path).header("Accept", accept).build(), BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                failures.add(path + ": " + response.statusCode() + " " + new String(body.readAllBytes(), UTF_8));
            } else if (body.read() < 0) {
                failures.add(path + ": nothing");
            }
        }
    }

    private String get(String path, String accept, int expected) throws IOException, InterruptedException {
        return exchange(request(path).header("Accept", accept).build(), expected);
    }

    private String send(String method, String path, String type, String body, int expected)
            throws IOException, InterruptedException {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return exchange(
                request(path)
                        .header("Content-Type", type)
                        .method(method, publisher)
                        .build(),
                expected);
    }

    private void send(String method, String path, String type, String coding, byte[] body, int expected)
            throws IOException, InterruptedException {
        exchange(
                request(path)
                        .header("Content-Type", type)
                        .header("Content-Encoding", coding)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                expected);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .header("X-API-Key", key);
    }

    private String exchange(HttpRequest request, int expected) throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            failures.add(request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}

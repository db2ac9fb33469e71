package dev.weir.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** A client of valid requests that counts every response; safe for use by many threads. */
final class Http {

    /** The kind of a commit, which is refused where the group has just been rebalanced. */
    static final String COMMIT = "commit";

    private static final String CONTROL = "application/vnd.kafka.v2+json";

    /** The statuses that a client of valid requests must expect of a busy Weir. */
    private static final Set<Integer> BUSY = Set.of(429, 503, 504);

    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI weir;
    private final Tally tally;

    Http(int port, Tally tally) {
        weir = URI.create("http://localhost:" + port);
        this.tally = tally;
    }

    HttpResponse<String> get(String kind, String address, String... headers) throws IOException, InterruptedException {
        return send(kind, "GET", address, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> delete(String kind, String address) throws IOException, InterruptedException {
        return send(kind, "DELETE", address, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String kind, String address, String body) throws IOException, InterruptedException {
        return send(kind, "POST", address, BodyPublishers.ofString(body), "Content-Type", CONTROL);
    }

    HttpResponse<String> postJson(String kind, String address, String body) throws IOException, InterruptedException {
        return send(kind, "POST", address, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    HttpResponse<String> patch(String kind, String address, String body) throws IOException, InterruptedException {
        return send(kind, "PATCH", address, BodyPublishers.ofString(body), "Content-Type", CONTROL);
    }

    /** Sends bytes as the value of one record, under the key {@code k}. */
    HttpResponse<String> record(String kind, String topic, byte[] value) throws IOException, InterruptedException {
        return send(
                kind,
                "POST",
                "/topics/" + topic + "/records?key=k",
                BodyPublishers.ofByteArray(value),
                "Content-Type",
                "application/octet-stream");
    }

    private static boolean isExpected(String kind, int status) {
        // A partition that another member has been given meanwhile cannot be committed.
        return status < 300 || BUSY.contains(status) || (kind.equals(COMMIT) && status == 409);
    }

    private HttpResponse<String> send(
            String kind, String method, String address, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(weir.resolve(address)).timeout(TIMEOUT).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        long begun = System.nanoTime();
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            tally.add(kind, answer.statusCode(), System.nanoTime() - begun);
            if (!isExpected(kind, answer.statusCode())) {
                tally.complain("%s %s: %d %s"
                        .formatted(
                                method,
                                NUMBERS.matcher(address).replaceAll("N"),
                                answer.statusCode(),
                                NUMBERS.matcher(answer.body()).replaceAll("N")));
            }
            return answer;
        } catch (IOException broken) {
            tally.add(kind, Tally.NONE, System.nanoTime() - begun);
            throw broken;
        }
    }
}

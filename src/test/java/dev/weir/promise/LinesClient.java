package dev.weir.promise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Sends NDJSON requests one after the other, and records the response line of each record. */
final class LinesClient implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String key;
    private final int lines;
    private final Duration pause;
    private final History history;
    private long order;
    private volatile boolean stopped;

    /**
     * @param lines how many records each request has
     * @param pause after each response
     */
    LinesClient(int port, String topic, String key, int lines, Duration pause, History history) {
        address = URI.create("http://localhost:" + port + "/topics/" + topic + "/records?format=text");
        this.key = key;
        this.lines = lines;
        this.pause = pause;
        this.history = history;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            var sent = next();
            try {
                note(sent, http.send(request(sent), BodyHandlers.ofString()));
            } catch (IOException broken) {
                sent.forEach(one -> history.add(Attempt.unanswered(one, System.nanoTime())));
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private List<Sent> next() {
        var sent = new ArrayList<Sent>(lines);
        for (int i = 0; i < lines; i++) {
            order++;
            sent.add(new Sent(key + "-" + order, key, order, System.nanoTime()));
        }
        return sent;
    }

    private HttpRequest request(List<Sent> sent) {
        var body = sent.stream()
                .map(one -> "{\"key\":\"%s\",\"value\":\"%s\"}\n".formatted(key, one.value()))
                .collect(Collectors.joining());
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-ndjson")
                .timeout(Deadlines.seconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private void note(List<Sent> sent, HttpResponse<String> answer) throws IOException {
        long end = System.nanoTime();
        if (answer.statusCode() >= 500 && answer.statusCode() != 503 && answer.statusCode() != 504) {
            history.complain(answer.statusCode() + ": " + answer.body());
        }
        var answers = answer.body().lines().toList();
        for (int i = 0; i < sent.size(); i++) {
            history.add(
                    answer.statusCode() != 200
                            ? Attempt.answered(sent.get(i), end, answer.statusCode(), null)
                            : i < answers.size()
                                    ? attempt(sent.get(i), end, JSON.readTree(answers.get(i)))
                                    : Attempt.unanswered(sent.get(i), end));
        }
    }

    private static Attempt attempt(Sent sent, long end, JsonNode line) {
        return line.hasNonNull("offset")
                ? Attempt.answered(
                        sent,
                        end,
                        200,
                        new Place(
                                line.path("partition").asInt(),
                                line.path("offset").asLong()))
                : Attempt.answered(sent, end, line.path("error_code").asInt(), null);
    }
}

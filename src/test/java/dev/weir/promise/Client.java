package dev.weir.promise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Sends requests one after the other with its own key, waits for each response, and records it.
 *
 * <p>Values are unique in the run. After a rejected request it waits for as long as the response says.
 */
final class Client implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    private final int port;
    private final String topic;
    private final String key;
    private final int batch;
    private final Duration pause;
    private final History history;
    private Connection connection;
    private long order;
    private volatile boolean stopped;

    /** A client that sends its next request as soon as it has the response to the previous one. */
    Client(int port, String topic, String key, int batch, History history) {
        this(port, topic, key, batch, Duration.ZERO, history);
    }

    /**
     * @param batch how many records each request has
     * @param pause after each response
     */
    Client(int port, String topic, String key, int batch, Duration pause, History history) {
        this.port = port;
        this.topic = topic;
        this.key = key;
        this.batch = batch;
        this.pause = pause;
        this.history = history;
    }

    @Override
    public void run() {
        while (!stopped) {
            LockSupport.parkNanos((send() ? pause : AFTER_REFUSAL).toNanos());
        }
        disconnect();
    }

    void stop() {
        stopped = true;
    }

    /** Sends one request; returns whether all of its records were acknowledged. */
    private boolean send() {
        var sent = next();
        try {
            if (connection == null) {
                connection = new Connection(port);
            }
        } catch (IOException refused) {
            sent.forEach(one -> history.add(Attempt.refused(one, System.nanoTime())));
            return false;
        }
        try {
            var answer = batch == 1 ? postOne(sent.get(0)) : postAll(sent);
            long end = System.nanoTime();
            note(answer);
            var attempts = batch == 1
                    ? List.of(Attempt.answered(sent.get(0), end, answer.status(), place(answer)))
                    : attempts(sent, answer, end);
            attempts.forEach(history::add);
            return attempts.stream().allMatch(Attempt::isOk);
        } catch (IOException broken) {
            sent.forEach(one -> history.add(Attempt.unanswered(one, System.nanoTime())));
            disconnect();
            return false;
        }
    }

    private List<Sent> next() {
        var sent = new ArrayList<Sent>(batch);
        long now = System.nanoTime();
        for (int i = 0; i < batch; i++) {
            order++;
            sent.add(new Sent(key + "-" + order, key, order, now));
        }
        return sent;
    }

    private Answer postOne(Sent sent) throws IOException {
        return connection.exchange(
                "POST",
                "/topics/" + topic + "/records?key=" + key,
                Map.of("Content-Type", "text/plain"),
                sent.value().getBytes(StandardCharsets.UTF_8));
    }

    private Answer postAll(List<Sent> sent) throws IOException {
        var records = sent.stream()
                .map(one -> "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, one.value()))
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
        return connection.exchange(
                "POST",
                "/topics/" + topic,
                Map.of("Content-Type", "application/vnd.kafka.text.v2+json"),
                records.getBytes(StandardCharsets.UTF_8));
    }

    /** Reports a response that the API does not describe, and disconnects after the last one of a connection. */
    private void note(Answer answer) {
        if (answer.status() >= 500 && answer.status() != 503 && answer.status() != 504) {
            history.complain(answer.status() + ": " + answer.body());
        }
        if (!answer.saysWhenToTryAgain()) {
            history.complain(answer.status() + " without Retry-After");
        }
        if (answer.isLast()) {
            disconnect();
        }
    }

    private static List<Attempt> attempts(List<Sent> sent, Answer answer, long end) throws IOException {
        var outcomes = JSON.readTree(answer.body()).path("offsets");
        var attempts = new ArrayList<Attempt>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            var outcome = outcomes.path(i);
            int status = outcome.path("error_code").asInt(answer.status());
            attempts.add(Attempt.answered(sent.get(i), end, status, place(outcome)));
        }
        return attempts;
    }

    private static Place place(Answer answer) throws IOException {
        return answer.status() == 200 ? place(JSON.readTree(answer.body())) : null;
    }

    /** The place that a part of an answer names; null where it names none. */
    private static Place place(JsonNode outcome) {
        return outcome.hasNonNull("offset")
                ? new Place(
                        outcome.path("partition").asInt(),
                        outcome.path("offset").asLong())
                : null;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException gone) {
            // The connection is closed already.
        }
        connection = null;
    }
}

package dev.weir.promise;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Sends records without waiting for what becomes of them, and keeps the ids of their receipts. */
final class AsyncClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/plain", "Prefer", "respond-async");

    private final int port;
    private final String topic;
    private final History history;
    private final Map<String, Sent> accepted;
    private final String key;
    private final Duration pause;
    private volatile boolean stopped;

    /**
     * @param pause after each request
     * @param accepted gets what is accepted, by the ids of the receipts; safe for use by many threads
     */
    AsyncClient(int port, String topic, String key, Duration pause, History history, Map<String, Sent> accepted) {
        this.port = port;
        this.topic = topic;
        this.key = key;
        this.pause = pause;
        this.history = history;
        this.accepted = accepted;
    }

    void stop() {
        stopped = true;
    }

    /** Until stopped. */
    void send() {
        try (var connection = new Connection(port)) {
            for (long order = 1; !stopped; order++) {
                var sent = new Sent(key + "-" + order, key, order, System.nanoTime());
                var answer = connection.exchange(
                        "POST",
                        "/topics/" + topic + "/records?async=true&key=" + key,
                        HEADERS,
                        sent.value().getBytes(StandardCharsets.UTF_8));
                if (answer.status() == 202) {
                    accepted.put(
                            JSON.readTree(answer.body())
                                    .path("receipts")
                                    .path(0)
                                    .asText(),
                            sent);
                } else {
                    history.add(Attempt.answered(sent, System.nanoTime(), answer.status(), null));
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (IOException broken) {
            history.complain("An asynchronous send was not answered: " + broken.getMessage());
        }
    }
}

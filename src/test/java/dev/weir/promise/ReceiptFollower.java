package dev.weir.promise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads the stream of receipts from its beginning, until Weir ends; safe for use by many threads. */
final class ReceiptFollower {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";

    /** A receipt with the time of its arrival. */
    record Heard(JsonNode receipt, long atNanos) {

        String id() {
            return receipt.path("id").asText();
        }

        /** The outcome of a record by its receipt. */
        Attempt of(Sent sent) {
            return switch (receipt.path("state").asText()) {
                case "delivered" -> Attempt.answered(sent, atNanos, 200, place());
                case "failed" ->
                    new Attempt(sent, atNanos, receipt.path("error_code").asInt(), Ending.FAIL, null);
                default -> new Attempt(sent, atNanos, receipt.path("error_code").asInt(), Ending.INFO, null);
            };
        }

        private Place place() {
            return new Place(
                    receipt.path("partition").asInt(), receipt.path("offset").asLong());
        }
    }

    private final List<Heard> heard = new ArrayList<>();
    private CompletableFuture<Void> reading;

    private ReceiptFollower() {}

    static ReceiptFollower start(int port) {
        var follower = new ReceiptFollower();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/receipts?from=earliest"))
                .header("Accept", "text/event-stream")
                .build();
        follower.reading = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(request, BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(follower::hear));
        return follower;
    }

    private void hear(String line) {
        if (line.startsWith(DATA)) {
            try {
                var receipt = JSON.readTree(line.substring(DATA.length()));
                synchronized (this) {
                    heard.add(new Heard(receipt, System.nanoTime()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How many so far. */
    synchronized int count() {
        return heard.size();
    }

    /** All so far; fails when the stream has ended. */
    synchronized List<Heard> heard() {
        if (reading.isDone()) {
            reading.join();
            throw new IllegalStateException("The stream of receipts has ended");
        }
        return List.copyOf(heard);
    }
}

package dev.weir.access;

import dev.weir.testing.Deadlines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A response without end that a client with a key or token receives, until Weir ends it. */
final class OpenResponse implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CompletableFuture<String> body;

    private OpenResponse(HttpRequest request) {
        body = CLIENT.sendAsync(request, head -> {
                    status.complete(head.statusCode());
                    return BodySubscribers.ofString(StandardCharsets.UTF_8);
                })
                .thenApply(response -> response.body());
    }

    /** Returns when the response has begun. */
    static OpenResponse begin(URI address, String mediaType, String key) {
        var response = new OpenResponse(HttpRequest.newBuilder(address)
                .header("Accept", mediaType)
                .header("Authorization", "Bearer " + key)
                .build());
        response.status();
        return response;
    }

    int status() {
        return await(status);
    }

    /** Waits for the end, and returns all of the body. */
    String body() {
        return await(body);
    }

    boolean hasEnded() {
        return body.isDone();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(Deadlines.inMillis(30_000), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Drops the connection where the response goes on. */
    @Override
    public void close() {
        body.cancel(true);
    }
}

package dev.weir.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Server-sent events as lines, read one event at a time. */
public final class EventStream implements Closeable {

    private static final int TIMEOUT_MILLIS = Deadlines.inMillis(10_000);

    private final HttpURLConnection connection;
    private final BufferedReader lines;

    /** Requests events, and returns when the response has begun. */
    public EventStream(URI server, String address, Optional<String> lastEventId) throws IOException {
        this(server, address, lastEventId, Map.of());
    }

    /** The same with further headers. */
    public EventStream(URI server, String address, Optional<String> lastEventId, Map<String, String> headers)
            throws IOException {
        connection = (HttpURLConnection) server.resolve(address).toURL().openConnection();
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Accept", "text/event-stream");
        headers.forEach(connection::setRequestProperty);
        lastEventId.ifPresent(id -> connection.setRequestProperty("Last-Event-ID", id));
        lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event, as they were sent; comments are skipped. */
    public List<String> next() throws IOException {
        List<String> event = new ArrayList<>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.add(line);
            } else if (!event.isEmpty()) {
                return event;
            }
        }
        throw new IOException("The stream ended");
    }

    /** The next event that a browser dispatches: one with data. */
    public List<String> nextWithData() throws IOException {
        var event = next();
        while (field(event, "data").isEmpty()) {
            event = next();
        }
        return event;
    }

    /** The first event with one receipt. */
    public List<String> of(String receipt) throws IOException {
        while (true) {
            var event = next();
            if (field(event, "data").contains("\"" + receipt + "\"")) {
                return event;
            }
        }
    }

    /** The value of a field; empty without one. */
    public static String field(List<String> event, String name) {
        return event.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}

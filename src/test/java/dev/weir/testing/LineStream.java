package dev.weir.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An NDJSON response without end. */
public final class LineStream implements Closeable {

    private static final int TIMEOUT_MILLIS = Deadlines.inMillis(10_000);

    private final HttpURLConnection connection;
    private final BufferedReader lines;

    /** Sends the request, and returns when the response has begun. */
    public LineStream(URI server, String address) throws IOException {
        this(server, address, null);
    }

    /** As {@link #LineStream(URI, String)}, for a client with a key; null for one without. */
    public LineStream(URI server, String address, String key) throws IOException {
        connection = (HttpURLConnection) server.resolve(address).toURL().openConnection();
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Accept", "application/x-ndjson");
        if (key != null) {
            connection.setRequestProperty("X-API-Key", key);
        }
        if (connection.getResponseCode() >= 400) {
            try (var refusal = connection.getErrorStream()) {
                throw new IOException(address + ": " + new String(refusal.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that is not empty; null at the end. */
    public String next() throws IOException {
        var line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return line;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}

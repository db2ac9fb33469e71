package dev.weir.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads records over HTTP as one client does, and counts them. */
final class HttpRead {

    private static final String CONTROL = "application/vnd.kafka.v2+json";

    private final int port;

    HttpRead(int port) {
        this.port = port;
    }

    /** Seconds that a stream of lines takes from the first partition's beginning to the end of all. */
    double lines(String topic, String format, long records) {
        long begun = System.nanoTime();
        long found = get("/topics/" + topic + "/records?from=earliest&format=" + format, "application/x-ndjson");
        return seconds(begun, found, records);
    }

    /** Seconds that server-sent events take from the first partition's beginning until so many have come. */
    double events(String topic, String format, long records) {
        long begun = System.nanoTime();
        var path = "/topics/" + topic + "/records?from=earliest&format=" + format + "&limit=" + records;
        return seconds(begun, get(path, "text/event-stream"), records);
    }

    /** Seconds from the first answer with records on, until polls of one instance have brought them all. */
    double polls(String topic, String group, String format, long records) {
        var instance = "/consumers/" + group + "/instances/one";
        post("/consumers/" + group, "{\"name\":\"one\",\"format\":\"" + format + "\"}");
        post(instance + "/subscription", "{\"topics\":[\"" + topic + "\"]}");
        long begun = System.nanoTime();
        long found = 0;
        while (found < records) {
            long here = get(instance + "/records?timeout=10000", "application/vnd.kafka." + format + ".v2+json");
            if (found == 0) {
                // Joining the group is not counted, for Kafka's own tool does not count it either.
                begun = System.nanoTime();
                records -= here;
            } else if (here == 0) {
                throw new IllegalStateException("Only %d records came".formatted(found));
            }
            found += here;
        }
        double seconds = seconds(begun, found, found);
        call("DELETE", instance, Map.of(), "");
        return seconds;
    }

    private static double seconds(long begun, long found, long expected) {
        if (found < expected) {
            throw new IllegalStateException("Of %d records %d came".formatted(expected, found));
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private void post(String path, String body) {
        call("POST", path, Map.of("Content-Type", CONTROL), body);
    }

    private long get(String path, String accept) {
        return call("GET", path, Map.of("Accept", accept), "");
    }

    /** Counts the records of the answer. */
    private long call(String method, String path, Map<String, String> headers, String body) {
        try {
            var address = URI.create("http://127.0.0.1:" + port + path).toURL();
            var connection = (HttpURLConnection) address.openConnection();
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            var records = new Occurrences("\"offset\":");
            try (var in = connection.getInputStream()) {
                var piece = new byte[1 << 16];
                for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                    records.look(piece, length);
                }
            }
            return records.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

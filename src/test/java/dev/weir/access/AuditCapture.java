package dev.weir.access;

import dev.weir.testing.Deadlines;
import dev.weir.testing.LogCapture;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;

/** The lines of the audit trail that are written while it is open. */
final class AuditCapture implements AutoCloseable {

    private final LogCapture log = new LogCapture("weir.audit", Level.INFO);

    /** The lines so far of a client; null for those that Weir does not know. */
    List<JsonObject> of(String client) {
        return lines(
                line -> client == null ? line.getValue("client") == null : client.equals(line.getString("client")));
    }

    List<JsonObject> lines(Predicate<JsonObject> selected) {
        return log.messages().stream().map(JsonObject::new).filter(selected).toList();
    }

    /** Waits for the line of a client with a status. */
    JsonObject await(String client, int status) {
        return Deadlines.await()
                .until(
                        () -> of(client).stream()
                                .filter(line -> Integer.valueOf(status).equals(line.getInteger("status")))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    @Override
    public void close() {
        log.close();
    }
}

package dev.weir.http.secret;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The secrets of a file, as it is now: one, or two while both sides change from one to the other, a line each.
 *
 * <p>A file that becomes invalid is logged, and its last valid secrets count on: the other side knows them. Safe for
 * use by many threads.
 */
public final class SecretsFile implements Supplier<List<byte[]>> {

    private static final Logger LOG = Logger.getLogger(SecretsFile.class);
    private static final int MAX_SECRETS = 2;
    private static final long INTERVAL_MILLIS = 1_000;

    private final Path file;
    private final Function<String, byte[]> parser;
    private String content;
    private volatile List<byte[]> secrets;

    /**
     * Reads the secrets.
     *
     * @param parser of a line, which throws {@link IllegalArgumentException} with a message that continues "line 1 .."
     * @throws IllegalArgumentException that says what is wrong with the file, without a part of it
     */
    public SecretsFile(Path file, Function<String, byte[]> parser) {
        this.file = file;
        this.parser = parser;
        try {
            content = Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("'%s' cannot be read".formatted(file));
        }
        secrets = parse(content);
    }

    @Override
    public List<byte[]> get() {
        return secrets;
    }

    /**
     * Reads the file again every second, on a worker thread.
     *
     * @return the id of the timer, which {@link Vertx#cancelTimer} ends
     */
    public long watch(Vertx vertx) {
        return vertx.setPeriodic(
                INTERVAL_MILLIS,
                tick -> vertx.executeBlocking(() -> {
                    reload();
                    return null;
                }));
    }

    /** Reads the file again; may block. */
    public synchronized void reload() {
        String now;
        try {
            now = Files.readString(file);
        } catch (IOException unreadable) {
            now = "";
        }
        if (now.equals(content)) {
            return;
        }
        content = now;
        try {
            secrets = parse(now);
            LOG.infof("The secrets of '%s' were read again", file);
        } catch (IllegalArgumentException invalid) {
            LOG.errorf(
                    "The secrets of '%s' changed and are not valid; the earlier ones are used: %s",
                    file, invalid.getMessage());
        }
    }

    private List<byte[]> parse(String text) {
        var found = new ArrayList<byte[]>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                found.add(parse(line.strip(), number));
            }
        }
        if (found.isEmpty() || found.size() > MAX_SECRETS) {
            throw new IllegalArgumentException(
                    "it has %d secrets; one is needed, and two are used while both sides change"
                            .formatted(found.size()));
        }
        return List.copyOf(found);
    }

    private byte[] parse(String line, int number) {
        try {
            return parser.apply(line);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException("line %d %s".formatted(number, invalid.getMessage()));
        }
    }
}

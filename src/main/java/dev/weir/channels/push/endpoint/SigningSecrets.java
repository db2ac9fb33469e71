package dev.weir.channels.push.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The secrets of a file, as it is now: a line each, {@code whsec_} and base64.
 *
 * <p>Two secrets sign at once while receivers change from one to the other. A file that becomes invalid is logged, and
 * its last valid secrets count on: receivers know them.
 */
final class SigningSecrets implements Supplier<List<byte[]>> {

    private static final Logger LOG = Logger.getLogger(SigningSecrets.class);
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int MAX_SECRETS = 2;

    private final Path file;
    private String content;
    private volatile List<byte[]> secrets;

    /**
     * Reads the secrets.
     *
     * @throws IllegalArgumentException that says what is wrong with the file, without a part of it
     */
    SigningSecrets(Path file) {
        this.file = file;
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

    /** Reads the file again; may block. */
    synchronized void reload() {
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

    private static List<byte[]> parse(String text) {
        var found = new ArrayList<byte[]>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                found.add(secret(line.strip(), number));
            }
        }
        if (found.isEmpty() || found.size() > MAX_SECRETS) {
            throw new IllegalArgumentException(
                    "it has %d secrets; one is needed, and two are used while receivers change"
                            .formatted(found.size()));
        }
        return List.copyOf(found);
    }

    private static byte[] secret(String line, int number) {
        if (!line.startsWith(PREFIX)) {
            throw new IllegalArgumentException("line %d does not begin with %s".formatted(number, PREFIX));
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(line.substring(PREFIX.length()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("line %d is not base64 after %s".formatted(number, PREFIX));
        }
        if (secret.length < MIN_BYTES || secret.length > MAX_BYTES) {
            throw new IllegalArgumentException("line %d has %d bytes; %d to %d are allowed"
                    .formatted(number, secret.length, MIN_BYTES, MAX_BYTES));
        }
        return secret;
    }
}

package dev.weir.channels.push.endpoint;

import dev.weir.model.Printable;
import dev.weir.model.Utf8;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The first bytes of a response, as text without the secrets that the receiver may have repeated. */
final class ResponseExcerpt {

    private static final int MAX_BYTES = 200;
    /** Enough to find a secret that begins before the end of the excerpt. */
    private static final int READ_BYTES = 4_096;

    private static final int MIN_SECRET_LENGTH = 4;
    private static final String REDACTED = "(secret)";

    private final Collection<String> secrets;
    private final Buffer first = Buffer.buffer();

    ResponseExcerpt(Collection<String> secrets) {
        this.secrets = secrets;
    }

    void add(Buffer part) {
        int missing = Math.min(part.length(), READ_BYTES - first.length());
        if (missing > 0) {
            first.appendBuffer(part, 0, missing);
        }
    }

    @Override
    public String toString() {
        if (first.length() == 0) {
            return "";
        }
        var text = new String(first.getBytes(), StandardCharsets.UTF_8);
        for (var secret : secrets) {
            if (secret.length() >= MIN_SECRET_LENGTH) {
                text = text.replace(secret, REDACTED);
            }
        }
        var beginning = Utf8.beginning(text.getBytes(StandardCharsets.UTF_8), MAX_BYTES);
        return Printable.escape(new String(beginning, StandardCharsets.UTF_8));
    }
}

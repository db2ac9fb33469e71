package dev.weir.http.secret;

import java.util.Base64;

/** A secret of Standard Webhooks: {@code whsec_} and base64. */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    private WebhookSecret() {}

    /**
     * The bytes of a secret.
     *
     * @throws IllegalArgumentException with a message that continues "line 1 .."
     */
    public static byte[] parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("does not begin with " + PREFIX);
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("is not base64 after " + PREFIX);
        }
        if (secret.length < MIN_BYTES || secret.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "has %d bytes; %d to %d are allowed".formatted(secret.length, MIN_BYTES, MAX_BYTES));
        }
        return secret;
    }
}

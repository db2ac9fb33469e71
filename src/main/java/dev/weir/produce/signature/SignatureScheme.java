package dev.weir.produce.signature;

import dev.weir.http.secret.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How the sender of a webhook signs its requests. */
public enum SignatureScheme {
    /** {@code X-Hub-Signature-256: sha256=<hex>}, of the body; it has no time. */
    GITHUB,
    /** {@code Stripe-Signature: t=<seconds>,v1=<hex>}, of time and body. */
    STRIPE,
    /** {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, of all of them and the body. */
    STANDARD_WEBHOOKS;

    /** The bytes of a secret as this scheme writes them. */
    byte[] secret(String line) {
        return this == STANDARD_WEBHOOKS ? WebhookSecret.parse(line) : line.getBytes(StandardCharsets.UTF_8);
    }

    /** The name in configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

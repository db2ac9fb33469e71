package dev.weir.channels.push.endpoint;

import dev.weir.http.secret.Hmac;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * Signs requests as Standard Webhooks describes: {@code webhook-signature} has an HMAC of id, time and body for each
 * secret, so a receiver may know the old or the new one.
 */
final class RequestSigner {

    private final Supplier<List<byte[]>> secrets;
    private final InstantSource clock;

    /**
     * A signer.
     *
     * @param secrets the current ones, at least one
     */
    RequestSigner(Supplier<List<byte[]>> secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Adds the headers of a signature.
     *
     * @param id the same for each attempt with the same records
     */
    void sign(MultiMap headers, String id, Buffer body) {
        var time = Long.toString(clock.instant().getEpochSecond());
        var signed = Buffer.buffer(id + "." + time + ".").appendBuffer(body).getBytes();
        var signatures = new StringBuilder();
        for (var secret : secrets.get()) {
            signatures
                    .append(signatures.length() == 0 ? "" : " ")
                    .append("v1,")
                    .append(Base64.getEncoder().encodeToString(Hmac.sha256(secret, signed)));
        }
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", time);
        headers.set("webhook-signature", signatures.toString());
    }
}

package dev.weir.produce.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.http.secret.Hmac;
import dev.weir.model.Failure;
import io.vertx.core.MultiMap;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Checks that a request was signed with one of some secrets, and not long ago where its signature has a time.
 *
 * <p>Signatures are compared in constant time. Every refusal has the same text, which tells a forger nothing.
 */
final class SignatureCheck {

    private static final String GITHUB = "X-Hub-Signature-256";
    private static final String STRIPE = "Stripe-Signature";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern SPACE = Pattern.compile(" ");

    private final SignatureScheme scheme;
    private final Supplier<List<byte[]>> secrets;
    private final Duration tolerance;
    private final InstantSource clock;

    SignatureCheck(SignatureScheme scheme, Supplier<List<byte[]>> secrets, Duration tolerance, InstantSource clock) {
        this.scheme = scheme;
        this.secrets = secrets;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Checks a request.
     *
     * @throws Failure {@link Failure.Kind#FORBIDDEN} where it is not signed as it must be
     */
    void check(MultiMap headers, byte[] body) {
        boolean isSigned =
                switch (scheme) {
                    case GITHUB -> isSignedAsGithub(headers.get(GITHUB), body);
                    case STRIPE -> isSignedAsStripe(headers.get(STRIPE), body);
                    case STANDARD_WEBHOOKS -> isSignedAsStandard(headers, body);
                };
        if (!isSigned) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "The request has no valid signature (%s), or one that is older than %d s"
                            .formatted(scheme, tolerance.toSeconds()));
        }
    }

    private boolean isSignedAsGithub(String header, byte[] body) {
        return header != null && header.startsWith("sha256=") && isHexOf(header.substring(7), body);
    }

    private boolean isSignedAsStripe(String header, byte[] body) {
        if (header == null) {
            return false;
        }
        String time = null;
        List<String> signatures = new ArrayList<>();
        for (var part : COMMA.splitAsStream(header).toList()) {
            var trimmed = part.strip();
            if (trimmed.startsWith("t=")) {
                time = trimmed.substring(2);
            } else if (trimmed.startsWith("v1=")) {
                signatures.add(trimmed.substring(3));
            }
        }
        if (!isRecent(time)) {
            return false;
        }
        var prefix = (time + ".").getBytes(UTF_8);
        return signatures.stream().anyMatch(signature -> isHexOf(signature, prefix, body));
    }

    private boolean isSignedAsStandard(MultiMap headers, byte[] body) {
        var id = headers.get("webhook-id");
        var time = headers.get("webhook-timestamp");
        var signatures = headers.get("webhook-signature");
        if (id == null || signatures == null || !isRecent(time)) {
            return false;
        }
        var prefix = (id + "." + time + ".").getBytes(UTF_8);
        for (var signature : SPACE.splitAsStream(signatures).toList()) {
            if (signature.startsWith("v1,") && isOf(decode(signature.substring(3)), prefix, body)) {
                return true;
            }
        }
        return false;
    }

    private boolean isHexOf(String hex, byte[]... signed) {
        return HEX.matcher(hex).matches() && isOf(HexFormat.of().parseHex(hex), signed);
    }

    private boolean isOf(byte[] signature, byte[]... signed) {
        boolean isValid = false;
        for (var secret : secrets.get()) {
            isValid |= MessageDigest.isEqual(signature, Hmac.sha256(secret, signed));
        }
        return isValid;
    }

    private boolean isRecent(String seconds) {
        if (seconds == null || !SECONDS.matcher(seconds).matches()) {
            return false;
        }
        long difference = clock.instant().getEpochSecond() - Long.parseLong(seconds);
        return Math.abs(difference) <= tolerance.toSeconds();
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }
}

package dev.weir.produce.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.weir.model.Failure;
import io.vertx.core.MultiMap;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {

    private static final long NOW = 1_767_323_045;
    private static final String WHSEC =
            "whsec_" + Base64.getEncoder().encodeToString("a".repeat(32).getBytes(UTF_8));

    /** The example of GitHub's documentation. */
    @Test
    void a_signature_of_github_is_verified() {
        var check = check(SignatureScheme.GITHUB, "It's a Secret to Everybody");
        var signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        assertAccepted(check, headers("X-Hub-Signature-256", signature), "Hello, World!");
        assertRefused(check, headers("X-Hub-Signature-256", signature), "Hello, World");
        assertRefused(check, headers("X-Hub-Signature-256", signature.replace("757", "758")), "Hello, World!");
        assertRefused(check, headers("X-Hub-Signature", signature), "Hello, World!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256=zz", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d"})
    void a_malformed_signature_is_refused(String signature) {
        assertRefused(check(SignatureScheme.GITHUB, "s"), headers("X-Hub-Signature-256", signature), "v");
    }

    @Test
    void a_signature_of_stripe_is_verified() throws GeneralSecurityException {
        var check = check(SignatureScheme.STRIPE, "whsec_any text");
        var signature = hex("whsec_any text", NOW + ".body");

        assertAccepted(check, headers("Stripe-Signature", "t=" + NOW + ",v1=" + signature + ",v0=abc"), "body");
        assertAccepted(
                check,
                headers("Stripe-Signature", "t=%d,v1=%s,v1=%s".formatted(NOW, "0".repeat(64), signature)),
                "body");
        assertRefused(check, headers("Stripe-Signature", "t=" + NOW + ",v0=" + signature), "body");
        assertRefused(check, headers("Stripe-Signature", "t=" + (NOW + 1) + ",v1=" + signature), "body");
        assertRefused(check, headers("Stripe-Signature", "v1=" + signature), "body");
    }

    @ParameterizedTest
    @CsvSource({"-299, true", "299, true", "-301, false", "301, false"})
    void a_signature_of_another_time_is_refused(long seconds, boolean isAccepted) throws GeneralSecurityException {
        var check = check(SignatureScheme.STRIPE, "s");
        long time = NOW + seconds;
        var headers = headers("Stripe-Signature", "t=%d,v1=%s".formatted(time, hex("s", time + ".body")));

        if (isAccepted) {
            assertAccepted(check, headers, "body");
        } else {
            assertRefused(check, headers, "body");
        }
    }

    /** Signed by the library of the authors of Standard Webhooks. */
    @Test
    void a_signature_of_standard_webhooks_is_verified() throws WebhookSigningException {
        var check = check(SignatureScheme.STANDARD_WEBHOOKS, WHSEC);
        var signature = new Webhook(WHSEC).sign("msg_1", NOW, "body");
        var headers = headers("webhook-id", "msg_1")
                .add("webhook-timestamp", Long.toString(NOW))
                .add("webhook-signature", "v1,AAAA v1a,BBBB " + signature);

        assertAccepted(check, headers, "body");
        assertRefused(check, headers, "other");
        assertRefused(check, headers.set("webhook-id", "msg_2"), "body");
    }

    private static SignatureCheck check(SignatureScheme scheme, String secret) {
        var secrets = List.of(scheme.secret(secret));
        return new SignatureCheck(
                scheme, () -> secrets, Duration.ofMinutes(5), InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }

    private static String hex(String secret, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static void assertAccepted(SignatureCheck check, MultiMap headers, String body) {
        assertThatCode(() -> check.check(headers, body.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    private static void assertRefused(SignatureCheck check, MultiMap headers, String body) {
        assertThatThrownBy(() -> check.check(headers, body.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.FORBIDDEN));
    }
}

package dev.weir.channels.push.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.weir.http.secret.SecretsFile;
import dev.weir.http.secret.WebhookSecret;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures are verified by the library of the authors of Standard Webhooks. */
class RequestSignerTest {

    private static final String BODY = "{\"name\":\"用户 7\"}";

    @TempDir
    Path directory;

    @Test
    void a_receiver_verifies_with_each_of_two_secrets() throws IOException {
        var headers = sign(secret('a') + "\n" + secret('b') + "\n");

        assertThatCode(() -> new Webhook(secret('a')).verify(BODY, headers)).doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(secret('b')).verify(BODY, headers)).doesNotThrowAnyException();
        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(secret('c')).verify(BODY, headers));
    }

    @ParameterizedTest
    @CsvSource({"webhook-id, orders:0:8", "webhook-timestamp, 1767323045", "webhook-signature, 'v1,AAAA'"})
    void a_changed_header_is_found(String name, String value) throws IOException {
        var headers = sign(secret('a'));
        headers.put(name, List.of(value));

        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(secret('a')).verify(BODY, headers));
    }

    @Test
    void a_changed_body_is_found() throws IOException {
        var headers = sign(secret('a'));

        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(secret('a')).verify(BODY + " ", headers));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | it has 0 secrets
            abc                    | line 1 does not begin with whsec_
            whsec_&&               | line 1 is not base64
            whsec_YWJj             | line 1 has 3 bytes; 24 to 64 are allowed
            """)
    void a_file_that_is_not_valid_is_refused_without_its_content(String content, String problem) throws IOException {
        var file = Files.writeString(directory.resolve("secrets"), content);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SecretsFile(file, WebhookSecret::parse))
                .withMessageContaining(problem)
                .withMessageNotContaining("abc")
                .withMessageNotContaining("YWJj");
    }

    private Map<String, List<String>> sign(String secrets) throws IOException {
        var file = Files.writeString(directory.resolve("secrets"), secrets);
        var headers = MultiMap.caseInsensitiveMultiMap();
        var place = RecordPlace.of(List.of(RequestBuilderTest.record("k", BODY, new RecordHeaders())));
        new RequestSigner(new SecretsFile(file, WebhookSecret::parse), InstantSource.system())
                .sign(headers, place, Buffer.buffer(BODY));
        Map<String, List<String>> sent = new HashMap<>();
        headers.forEach((name, value) -> sent.put(name, List.of(value)));
        return sent;
    }

    private static String secret(char letter) {
        return "whsec_"
                + Base64.getEncoder()
                        .encodeToString(String.valueOf(letter).repeat(32).getBytes(UTF_8));
    }
}

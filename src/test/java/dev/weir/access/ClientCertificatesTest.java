package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testing.KeyTool;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Clients whose certificate says who they are, on a server that asks for one and does not insist. */
@QuarkusTest
@TestProfile(ClientCertificatesTest.WithCertificates.class)
class ClientCertificatesTest {

    /** The server trusts the certificate of one client, whose name is a role. */
    public static final class WithCertificates implements QuarkusTestProfile {

        static final Path DIRECTORY = KeyTool.directory();
        static final Path SERVER = KeyTool.keys(DIRECTORY, "server", "localhost");
        static final Path SERVER_TRUST = KeyTool.trust(SERVER);
        static final Path CLIENT = KeyTool.keys(DIRECTORY, "client", "orders-app");
        static final Path STRANGER = KeyTool.keys(DIRECTORY, "stranger", "orders-app");

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>(KeyTool.settings(SERVER, KeyTool.trust(CLIENT)));
            all.put("weir.auth.client-certificates", "request");
            all.put("weir.access.orders.roles", "orders-app");
            all.put("weir.access.orders.topics", "orders*");
            all.put("weir.access.orders.may", "produce,describe");
            return all;
        }
    }

    @TestHTTPResource(value = "/", tls = true)
    URI weir;

    @Test
    void the_common_name_of_a_certificate_is_a_role() throws Exception {
        var topic = TestTopic.create("orders-certificate", 1);

        assertThat(send(WithCertificates.CLIENT, topic.name()).statusCode()).isEqualTo(200);
        assertThat(send(WithCertificates.CLIENT, "payments").statusCode()).isEqualTo(403);
        assertThat(topic.values()).containsExactly("x");
    }

    @Test
    void a_client_without_a_certificate_is_401() throws Exception {
        assertThat(send(null, "orders-certificate").statusCode()).isEqualTo(401);
    }

    /**
     * The name is right, but a stranger has signed it. In TLS 1.3 the client writes its request before the server has
     * looked at the certificate: it reads the alert, or a reset when the server closes with the request unread.
     */
    @Test
    void a_certificate_that_the_server_does_not_trust_is_rejected() throws Exception {
        var topic = TestTopic.create("orders-stranger", 1);

        assertThatThrownBy(() -> send(WithCertificates.STRANGER, topic.name())).isInstanceOf(IOException.class);

        assertThat(send(WithCertificates.CLIENT, topic.name()).statusCode()).isEqualTo(200);
        assertThat(topic.values()).containsExactly("x");
    }

    private HttpResponse<String> send(Path keys, String topic)
            throws IOException, InterruptedException, GeneralSecurityException {
        var client = HttpClient.newBuilder().sslContext(context(keys)).build();
        var request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + weir.getPort() + "/topics/" + topic + "/records"))
                .POST(BodyPublishers.ofString("x"))
                .header("Content-Type", "text/plain")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyTool.store(WithCertificates.SERVER_TRUST));
        var context = SSLContext.getInstance("TLS");
        context.init(KeyTool.managers(keys), trust.getTrustManagers(), null);
        return context;
    }
}

package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.KeyTool;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Client certificates that their authority has revoked, before the start and while Weir serves. */
@QuarkusTest
@TestProfile(CertificateRevocationTest.Revoking.class)
class CertificateRevocationTest {

    /** The list of revoked certificates has one of two clients of one authority. */
    public static final class Revoking implements QuarkusTestProfile {

        static final Path DIRECTORY = KeyTool.directory();
        static final Path SERVER = KeyTool.keys(DIRECTORY, "server", "localhost");
        static final Path SERVER_TRUST = KeyTool.trust(SERVER);
        static final Path AUTHORITY = KeyTool.authority(DIRECTORY, "authority");
        static final Path LOST = KeyTool.signed(AUTHORITY, "lost", "orders-app");
        static final Path STOLEN = KeyTool.signed(AUTHORITY, "stolen", "orders-app");
        static final Path GOOD = KeyTool.signed(AUTHORITY, "good", "orders-app");
        static final Path LIST = list("revoked.crl", LOST);

        static Path list(String file, Path... revoked) {
            try {
                return KeyTool.revoked(AUTHORITY, file, revoked);
            } catch (GeneralSecurityException | IOException broken) {
                throw new UncheckedIOException(new IOException(broken));
            }
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>(KeyTool.settings(SERVER, KeyTool.trust(AUTHORITY)));
            all.put("quarkus.tls.certificate-revocation-list", LIST.toString());
            all.put("quarkus.tls.reload-period", "1s");
            all.put("weir.auth.client-certificates", "request");
            all.put("weir.access.orders.roles", "orders-app");
            all.put("weir.access.orders.topics", "orders*");
            all.put("weir.access.orders.may", "describe");
            return all;
        }
    }

    @TestHTTPResource(value = "/", tls = true)
    URI weir;

    @Test
    void a_revoked_certificate_is_rejected_and_a_replaced_list_counts_for_new_connections() throws Exception {
        assertThat(isLetIn(Revoking.GOOD)).isTrue();
        assertThat(isLetIn(Revoking.STOLEN)).isTrue();
        assertThat(isLetIn(Revoking.LOST)).as("revoked before the start").isFalse();

        Files.move(
                Revoking.list("revoked.new", Revoking.LOST, Revoking.STOLEN),
                Revoking.LIST,
                StandardCopyOption.ATOMIC_MOVE);

        Deadlines.await()
                .atMost(Deadlines.seconds(60))
                .pollInterval(Deadlines.seconds(1))
                .until(() -> !isLetIn(Revoking.STOLEN));
        assertThat(isLetIn(Revoking.LOST)).isFalse();
        assertThat(isLetIn(Revoking.GOOD)).isTrue();
    }

    /** Over a new connection. */
    private boolean isLetIn(Path keys) throws Exception {
        var client = HttpClient.newBuilder().sslContext(context(keys)).build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + weir.getPort() + "/topics"))
                .build();
        try {
            var status = client.send(request, BodyHandlers.ofString()).statusCode();
            assertThat(status).isEqualTo(200);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyTool.store(Revoking.SERVER_TRUST));
        var context = SSLContext.getInstance("TLS");
        context.init(KeyTool.managers(keys), trust.getTrustManagers(), null);
        return context;
    }
}

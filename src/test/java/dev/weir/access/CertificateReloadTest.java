package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Deadlines;
import dev.weir.testing.KeyTool;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Certificates that are replaced while Weir serves. */
@QuarkusTest
@TestProfile(CertificateReloadTest.Reloading.class)
class CertificateReloadTest {

    /** Weir looks for new files each second. */
    public static final class Reloading implements QuarkusTestProfile {

        static final Path DIRECTORY = KeyTool.directory();
        static final Path SERVER = KeyTool.keys(DIRECTORY, "server", "localhost");
        static final Path CLIENT = KeyTool.keys(DIRECTORY, "client", "orders-app");
        static final Path OTHER = KeyTool.keys(DIRECTORY, "other", "orders-app");
        static final Path TRUST = KeyTool.trust(CLIENT);

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>(KeyTool.settings(SERVER, TRUST));
            all.put("quarkus.tls.reload-period", "1s");
            all.put("weir.auth.client-certificates", "request");
            all.put("weir.access.orders.roles", "orders-app");
            all.put("weir.access.orders.may", "describe");
            return all;
        }
    }

    @TestHTTPResource(value = "/", tls = true)
    URI weir;

    @Test
    void new_connections_have_the_new_certificates_and_open_ones_go_on() throws Exception {
        // Before the connection, which the server would close as idle where this takes long.
        var server = KeyTool.keys(Reloading.DIRECTORY, "server-2", "localhost");
        var trust = KeyTool.trust(Reloading.OTHER);
        try (var before = connect(Reloading.CLIENT)) {
            var old = serial(before);
            assertThat(status(before)).isEqualTo(200);

            replace(Reloading.SERVER, server);
            replace(Reloading.TRUST, trust);
            Deadlines.await()
                    .atMost(Deadlines.seconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    // A handshake at the moment of the change may fail.
                    .ignoreExceptionsInstanceOf(SocketException.class)
                    // Lest the server closes it as idle.
                    .until(() -> status(before) == 200 && !serialOfNew().equals(old));

            try (var other = connect(Reloading.OTHER)) {
                assertThat(status(other)).isEqualTo(200);
            }
            assertThat(isLetIn(Reloading.CLIENT))
                    .as("a client whose certificate is not trusted any more")
                    .isFalse();
            assertThat(status(before)).as("the open connection").isEqualTo(200);
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String serial(SSLSocket connection) throws IOException {
        return ((X509Certificate) connection.getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .toString();
    }

    private String serialOfNew() throws IOException, GeneralSecurityException {
        try (var connection = connect(null)) {
            return serial(connection);
        }
    }

    private boolean isLetIn(Path keys) throws GeneralSecurityException {
        try (var connection = connect(keys)) {
            return status(connection) == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    /** With the certificate of a client; null for none. */
    private SSLSocket connect(Path keys) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(KeyTool.managers(keys), new TrustManager[] {new AnyServer()}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", weir.getPort());
        socket.setSoTimeout(Deadlines.inMillis(30_000));
        socket.startHandshake();
        return socket;
    }

    /** The status of a request over a connection that stays open. */
    private static int status(SSLSocket connection) throws IOException {
        connection
                .getOutputStream()
                .write("HEAD /brokers HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        var first = in.readLine();
        if (first == null) {
            throw new IOException("The server has closed the connection");
        }
        for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            assertThat(line).contains(":");
        }
        return Integer.parseInt(first.split(" ", -1)[1]);
    }

    /** The test compares certificates itself. */
    private static final class AnyServer implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package dev.weir.testing;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker with a listener for each security protocol. */
public final class SecuredBroker implements AutoCloseable {

    /** The name of the one user of SASL, whose password is that of {@link KeyTool}. */
    public static final String USER = "alice";

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

    private final BrokerProcess broker;
    private final int plainPort = TestBroker.freePort();
    private final int saslPort = TestBroker.freePort();
    private final int oauthPort = TestBroker.freePort();
    private final TestIssuer issuer = new TestIssuer();
    private final int tlsPort = TestBroker.freePort();
    private final int serverTlsPort = TestBroker.freePort();
    private final Path trust;
    private final Path certificate;
    private final Path keys;

    /**
     * Starts it.
     *
     * @param stores where it puts key stores and certificates
     */
    public SecuredBroker(Path stores) throws IOException, InterruptedException, ExecutionException {
        keys = KeyTool.keys(stores, "broker.p12", "localhost");
        trust = KeyTool.trust(keys);
        certificate = pem(keys.resolveSibling("broker.p12.cer"));
        broker = TestBroker.another(
                "native",
                plainPort,
                settings(),
                List.of("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + issuer.keysUrl()));
        broker.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            // Kafka takes one of a user at a time.
            for (var mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                admin.alterUserScramCredentials(List.of(credentials(mechanism)))
                        .all()
                        .get();
            }
        }
    }

    /** Without security. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** With TLS, and SASL. */
    public String saslAddress() {
        return "localhost:" + saslPort;
    }

    /** With TLS, and tokens of {@link #issuer()}. */
    public String oauthAddress() {
        return "localhost:" + oauthPort;
    }

    /** The issuer of the tokens that the broker accepts. */
    public TestIssuer issuer() {
        return issuer;
    }

    /** With TLS for clients without a certificate. */
    public String serverTlsAddress() {
        return "localhost:" + serverTlsPort;
    }

    /** With TLS for clients with a certificate. */
    public String mutualTlsAddress() {
        return "localhost:" + tlsPort;
    }

    /** The certificate of the broker, for clients, as PEM. */
    public Path certificate() {
        return certificate;
    }

    /** The same as PKCS12. */
    public Path trust() {
        return trust;
    }

    /** A key with a certificate that the broker trusts, as PKCS12. */
    public Path keys() {
        return keys;
    }

    /** The same as PEM. */
    public Path keysAsPem() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(keys.toFile(), KeyTool.PASSWORD.toCharArray());
        var key = store.getKey(store.aliases().nextElement(), KeyTool.PASSWORD.toCharArray());
        return Files.writeString(
                keys.resolveSibling("client.pem"),
                block("PRIVATE KEY", key.getEncoded()) + Files.readString(certificate));
    }

    /** Settings of clients for each way in, by the name of the way; each has its address. */
    public Map<String, Map<String, String>> ways() {
        return Map.of(
                "plain", sasl("PLAIN", PLAIN),
                "scram-256", sasl("SCRAM-SHA-256", SCRAM),
                "scram-512", sasl("SCRAM-SHA-512", SCRAM),
                "oauth", tokens(),
                "tls-pem",
                        Map.of(
                                "bootstrap.servers",
                                "localhost:" + tlsPort,
                                "security.protocol",
                                "SSL",
                                "ssl.truststore.type",
                                "PEM",
                                "ssl.truststore.location",
                                certificate.toString(),
                                "ssl.keystore.type",
                                "PKCS12",
                                "ssl.keystore.location",
                                keys.toString(),
                                "ssl.keystore.password",
                                KeyTool.PASSWORD));
    }

    private Map<String, String> sasl(String mechanism, String module) {
        return Map.of(
                "bootstrap.servers",
                saslAddress(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                jaas(module, "username", USER, "password", KeyTool.PASSWORD),
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                KeyTool.PASSWORD);
    }

    private Map<String, String> tokens() {
        return Map.of(
                "bootstrap.servers",
                oauthAddress(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.oauthbearer.token.endpoint.url",
                issuer.tokenUrl(),
                "sasl.login.callback.handler.class",
                OAUTH + ".OAuthBearerLoginCallbackHandler",
                "sasl.jaas.config",
                jaas(
                        OAUTH + ".OAuthBearerLoginModule",
                        "clientId",
                        TestIssuer.CLIENT,
                        "clientSecret",
                        TestIssuer.SECRET),
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                KeyTool.PASSWORD);
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put(
                "listeners",
                "SASL://localhost:" + saslPort + ",TLS://localhost:" + tlsPort + ",SERVER://localhost:" + serverTlsPort
                        + ",OAUTH://localhost:" + oauthPort);
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_SSL,OAUTH:SASL_SSL,TLS:SSL,SERVER:SSL");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        for (var name : List.of("sasl", "oauth", "tls", "server")) {
            settings.put("listener.name." + name + ".ssl.keystore.location", keys.toString());
            settings.put("listener.name." + name + ".ssl.keystore.password", KeyTool.PASSWORD);
        }
        settings.put("listener.name.tls.ssl.client.auth", "required");
        settings.put("listener.name.tls.ssl.truststore.location", trust.toString());
        settings.put("listener.name.tls.ssl.truststore.password", KeyTool.PASSWORD);
        settings.put("listener.name.sasl.plain.sasl.jaas.config", jaas(PLAIN, "user_" + USER, KeyTool.PASSWORD));
        settings.putAll(oauth());
        settings.put("listener.name.sasl.scram-sha-256.sasl.jaas.config", jaas(SCRAM));
        settings.put("listener.name.sasl.scram-sha-512.sasl.jaas.config", jaas(SCRAM));
        return settings;
    }

    private Map<String, String> oauth() {
        var listener = "listener.name.oauth.";
        return Map.of(
                listener + "sasl.enabled.mechanisms",
                "OAUTHBEARER",
                listener + "oauthbearer.sasl.jaas.config",
                jaas(OAUTH + ".OAuthBearerLoginModule"),
                listener + "oauthbearer.sasl.server.callback.handler.class",
                OAUTH + ".OAuthBearerValidatorCallbackHandler",
                listener + "sasl.oauthbearer.jwks.endpoint.url",
                issuer.keysUrl(),
                listener + "sasl.oauthbearer.expected.issuer",
                issuer.url(),
                listener + "sasl.oauthbearer.expected.audience",
                "kafka");
    }

    private static String jaas(String module, String... options) {
        var line = new StringBuilder(module + " required");
        for (int i = 0; i < options.length; i += 2) {
            line.append(' ')
                    .append(options[i])
                    .append("=\"")
                    .append(options[i + 1])
                    .append('"');
        }
        return line.append(';').toString();
    }

    private static UserScramCredentialAlteration credentials(ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion(USER, new ScramCredentialInfo(mechanism, 4096), KeyTool.PASSWORD);
    }

    private static Path pem(Path certificate) throws IOException {
        return Files.writeString(
                certificate.resolveSibling("broker.pem"), block("CERTIFICATE", Files.readAllBytes(certificate)));
    }

    private static String block(String name, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(name, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), name);
    }

    @Override
    public void close() {
        broker.close();
        issuer.close();
    }
}

package dev.weir.access.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.access.ApiKey;
import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.KeyTool;
import dev.weir.testing.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret of the configuration, and none of a request, is in a log, a response, a metric or a message. */
class SecretsIT {

    private static final String CLIENT = "quarkus.oidc.credentials";
    private static final List<String> CERTIFICATES =
            List.of("quarkus.http.ssl.certificate", "quarkus.management.ssl.certificate", "quarkus.oidc.tls");
    private static final String HEADER = "weir.push.hook.headers.Authorization";
    private static final String PUSH_SECRETS = "push.secrets";
    private static final String RECEIVER_SECRETS = "receiver.secrets";
    private static final String URL = "weir.push.hook.url";
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    /** Properties of a key store or trust store, which are read at the start, by their prefix. */
    private static final List<String> STORES = List.of(
            "quarkus.tls.key-store.jks",
            "quarkus.tls.key-store.p12",
            "quarkus.tls.key-store.pem",
            "quarkus.tls.trust-store.jks",
            "quarkus.tls.trust-store.p12",
            "quarkus.tls.bucket.key-store.jks",
            "quarkus.tls.bucket.key-store.p12",
            "quarkus.tls.bucket.key-store.pem",
            "quarkus.tls.bucket.trust-store.jks",
            "quarkus.tls.bucket.trust-store.p12");

    @TempDir
    static Path directory;

    private static Path keys;

    private final Sentinels sentinels = new Sentinels();
    private final StringBuilder told = new StringBuilder();

    @BeforeAll
    static void makeStores() {
        keys = KeyTool.keys(directory, "server", "localhost");
    }

    /** Properties with a map in their name have a part in quotes, which stands for any. */
    private static String concrete(String property) {
        return property.replace("\"tls-bucket-name\"", "bucket")
                .replace("\"key-certs\"", "a")
                .replaceAll("\"[^\"]*\"", "any");
    }

    /** Weir starts with one of these at a time only. */
    private static boolean isAlternative(String property) {
        return (property.startsWith(CLIENT + ".") && !property.equals(CLIENT + ".secret"))
                || CERTIFICATES.stream().anyMatch(property::startsWith);
    }

    private static boolean isOfStore(String property) {
        return STORES.stream().anyMatch(property::startsWith);
    }

    @Test
    void the_rule_finds_the_properties_that_are_known_to_take_a_secret() {
        assertThat(SecretProperties.ofKafka())
                .contains("sasl.jaas.config", "ssl.keystore.password", "ssl.key.password", "ssl.keystore.key");
        assertThat(SecretProperties.ofQuarkus())
                .contains(
                        "quarkus.oidc.credentials.secret",
                        "quarkus.oidc.credentials.client-secret.value",
                        "quarkus.tls.key-store.p12.password",
                        "quarkus.http.ssl.certificate.key-store-password");
        assertThat(SecretProperties.ofQuarkus().stream()
                        .map(SecretsIT::concrete)
                        .filter(name -> name.startsWith("quarkus.tls."))
                        .filter(name -> !isOfStore(name)))
                .as("stores that no test below starts with")
                .isEmpty();
    }

    /** All of them at once, as far as they leave Weir able to start, and requests and faults of every kind. */
    @Test
    void a_weir_that_serves_tells_no_secret() throws Exception {
        var broker = TestBroker.another("secrets");
        broker.start();
        createTopics(broker);
        var webhook = webhook();
        var settings = serving(webhook);
        try (var weir = WeirProcess.start("secrets-serving", broker.bootstrapServers(), settings)) {
            request(weir);
            Deadlines.await().until(() -> weir.log().contains("did not respond within"));
            for (var file : List.of(PUSH_SECRETS, RECEIVER_SECRETS)) {
                Files.writeString(directory.resolve(file), sentinels.of("a line of " + file) + "\n".repeat(3) + "a\n");
            }
            Deadlines.await().until(() -> weir.log().contains("does not begin with whsec_"));
            broker.stop();
            request(weir);
            weir.terminate();
            assertThat(weir.endsWithin(Deadlines.seconds(60))).isTrue();
            told.append(weir.log());
        } finally {
            webhook.stop(0);
            broker.close();
        }

        assertThat(told).contains("\"error_code\":401", "\"error_code\":403", "\"error_code\":404");
        assertThat(sentinels.in(told.toString())).isEmpty();
    }

    private Map<String, String> serving(HttpServer webhook) throws IOException {
        var settings = new TreeMap<String, String>();
        SecretProperties.ofKafka().forEach(name -> {
            settings.put("kafka." + name, sentinels.of("kafka." + name));
            settings.put("weir.channels.records-out." + name, sentinels.of("weir.channels.records-out." + name));
            settings.put(
                    "mp.messaging.incoming.web-log-in." + name,
                    sentinels.of("mp.messaging.incoming.web-log-in." + name));
        });
        settings.replaceAll((name, value) ->
                name.endsWith("sasl.jaas.config") ? MODULE + " username=\"weir\" password=\"" + value + "\";" : value);
        SecretProperties.ofQuarkus().stream()
                .map(SecretsIT::concrete)
                .filter(name -> !isOfStore(name) && !isAlternative(name))
                .forEach(name -> settings.put(name, sentinels.of(name)));
        settings.put(
                "quarkus.oidc.auth-server-url",
                "http://127.0.0.1:" + webhook.getAddress().getPort() + "/issuer");
        settings.put("quarkus.oidc.discovery-enabled", "false");
        settings.put("quarkus.oidc.jwks-path", "keys");
        settings.put("quarkus.oidc.introspection-path", "introspect");
        settings.put("quarkus.oidc.client-id", "weir");
        settings.put(HEADER, "Bearer " + sentinels.of(HEADER));
        settings.put(
                URL,
                "http://127.0.0.1:%d/hook?token=%s"
                        .formatted(webhook.getAddress().getPort(), sentinels.of(URL)));
        for (var proxy : List.of("quarkus.proxy", "quarkus.proxy.any")) {
            settings.put(proxy + ".host", "127.0.0.1");
            settings.put(proxy + ".port", "1");
            settings.put(proxy + ".username", "weir");
        }
        settings.put("weir.push.hook.topic", "web_log");
        settings.put(
                "weir.push.hook.secrets-file",
                secrets(
                        PUSH_SECRETS,
                        "whsec_"
                                + Base64.getEncoder()
                                        .encodeToString(sentinels
                                                .of("weir.push.hook.secrets-file")
                                                .getBytes(StandardCharsets.UTF_8))));
        settings.put("weir.receive.github.topic", "signed");
        settings.put("weir.receive.github.signature", "github");
        settings.put(
                "weir.receive.github.secrets-file",
                secrets(RECEIVER_SECRETS, sentinels.of("weir.receive.github.secrets-file")));
        settings.put("weir.push.hook.allowed-hosts", "127.0.0.1");
        settings.put("weir.push.hook.timeout", "1s");
        settings.put("weir.push.hook.failure-threshold", "1");
        settings.put("weir.auth.keys-file", keysFile().toString());
        settings.put("weir.access.all.topics", "*");
        settings.put("weir.access.all.groups", "*");
        settings.put(
                "weir.access.all.may",
                "produce,read,describe,offsets,create,alter,delete,truncate,generate,metrics,pushes");
        settings.put("quarkus.log.level", "DEBUG");
        settings.put("quarkus.log.category.\"org.apache.kafka\".level", "INFO");
        return settings;
    }

    private String secrets(String file, String secret) throws IOException {
        return Files.writeString(directory.resolve(file), secret).toString();
    }

    private Path keysFile() throws IOException {
        return Files.writeString(directory.resolve("keys"), line("all", key("all")) + line("none", key("none")));
    }

    private String key(String client) {
        return ApiKey.PREFIX + sentinels.of("key of " + client);
    }

    private static String line(String name, String key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return new ApiKey(name, HexFormat.of().formatHex(hash), Set.of(name)).line() + "\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Answers nothing to a webhook until it has given up, and with errors to OpenID Connect. */
    private static HttpServer webhook() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/issuer/keys", exchange -> {
            var body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/issuer/introspect", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        // Left open: the handler of the exchange returns, and no response follows.
        server.createContext("/hook", exchange -> exchange.getRequestBody().readAllBytes());
        server.start();
        return server;
    }

    private static void createTopics(BrokerProcess broker) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("web_log", 1, (short) 1),
                            new NewTopic("web_log.dead", 1, (short) 1),
                            new NewTopic("signed", 1, (short) 1),
                            new NewTopic("orders", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** As clients with and without rights, with wrong credentials, and with none, whatever there is to ask for. */
    private void request(WeirProcess weir) {
        var http = new RawHttp(URI.create("http://localhost:" + weir.port()));
        for (var credentials : List.of(
                "Authorization: Bearer " + key("all"),
                "X-API-Key: " + key("all"),
                "X-API-Key: " + key("none"),
                "X-API-Key: " + sentinels.of("a wrong key"),
                "Authorization: Bearer weir_" + sentinels.of("a wrong bearer key"),
                "Authorization: Bearer " + sentinels.of("an opaque token"),
                "Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0." + sentinels.of("a token"),
                "Authorization: Basic " + sentinels.of("no base64"),
                "Authorization: Digest " + sentinels.of("another scheme"))) {
            for (var what : List.of(
                    "GET /",
                    "GET /openapi",
                    "GET /q/openapi",
                    "GET /q/health",
                    "GET /q/info",
                    "GET /q/metrics",
                    "GET /topics",
                    "GET /topics/orders?configs=all",
                    "GET /topics/none",
                    "GET /brokers",
                    "GET /cluster",
                    "GET /groups",
                    "GET /nowhere",
                    "GET /pushes",
                    "GET /pushes/hook/attempts",
                    "POST /pushes/hook/replay",
                    "POST /topics/signed/records",
                    "PUT /topics",
                    "GET /topics?unknown=1",
                    "GET /topics/orders/records?from=nonsense",
                    "GET /%zz",
                    "POST /topics/orders/records",
                    "POST /topics/web_log/records",
                    "POST /topics/orders",
                    "POST /admin/topics",
                    "POST /consumers/g",
                    "POST /generators",
                    "POST /groups/g/offsets")) {
                keep(http.send(
                        what, List.of(credentials, "Content-Type: application/json", "Content-Length: 5"), "{\"a\":"));
            }
        }
        keep(http.send("GET /topics", List.of("X-API-Key: " + key("all"), "Origin: http://a.b"), ""));
        keep(http.send("GET /topics HTTP/9 " + "x", List.of("X-API-Key: " + key("all")), ""));
    }

    private void keep(RawHttp.Answer answer) {
        told.append(answer.head()).append('\n').append(answer.body()).append('\n');
    }

    /** Stores that do not open with the secret, and settings of Kafka's clients that are not valid. */
    @ParameterizedTest
    @MethodSource("refusals")
    void a_weir_that_cannot_start_or_connect_tells_no_secret(String name, Map<String, String> given) throws Exception {
        var settings = new HashMap<String, String>();
        given.forEach((property, value) -> settings.put(property, value.replace("SECRET", sentinels.of(property))));
        SecretProperties.ofQuarkus().stream()
                .map(SecretsIT::concrete)
                .filter(property -> property.startsWith(name + "."))
                .forEach(property -> settings.put(property, sentinels.of(property)));
        settings.put("quarkus.log.level", "DEBUG");
        settings.put("quarkus.log.category.\"org.apache.kafka\".level", "INFO");
        settings.put("quarkus.http.ssl-port", "0");
        var weir = WeirProcess.launch("secrets-" + name, TestBroker.bootstrapServers(), settings);
        try (weir) {
            Deadlines.await()
                    .atMost(Deadlines.seconds(60))
                    .until(() -> !weir.isRunning()
                            || weir.readiness() == 200
                            || weir.log().contains("\"level\":\"ERROR\"")
                            || weir.log().contains("disconnected"));
        }

        assertThat(sentinels.in(weir.log())).isEmpty();
        assertThat(settings.values()).anyMatch(value -> !sentinels.in(value).isEmpty());
    }

    static List<Object[]> refusals() {
        var all = new ArrayList<Object[]>();
        for (var store : STORES) {
            boolean isPem = store.endsWith("pem");
            var of = new TreeMap<String, String>();
            if (isPem) {
                of.put(store + ".a.cert", keys + ".none");
                of.put(store + ".a.key", keys.toString());
            } else {
                of.put(store + ".path", keys.toString());
            }
            all.add(new Object[] {store, of});
        }
        for (var certificate : CERTIFICATES) {
            all.add(new Object[] {
                certificate,
                Map.of(
                        certificate + ".key-store-file",
                        keys.toString(),
                        certificate + ".trust-store-file",
                        keys.toString(),
                        "quarkus.oidc.auth-server-url",
                        "https://127.0.0.1:1")
            });
        }
        for (var credentials : List.of(CLIENT, CLIENT + ".jwt")) {
            all.add(new Object[] {credentials, Map.of("quarkus.oidc.auth-server-url", "http://127.0.0.1:1")});
        }
        all.add(kafka("a quote in a password", "SASL_PLAINTEXT", MODULE + " username=\"a\" password=\"x\"SECRET\";"));
        all.add(kafka("a line without an end", "SASL_PLAINTEXT", MODULE + " username=\"a\" password=\"SECRET\""));
        all.add(kafka("a flag that is none", "SASL_PLAINTEXT", "PlainLoginModule SECRET username=\"a\";"));
        all.add(kafka("only a password", "SASL_PLAINTEXT", "SECRET"));
        all.add(kafka("an option for a module", "SASL_PLAINTEXT", "password=\"SECRET\" required;"));
        all.add(new Object[] {
            "kafka key store",
            Map.of(
                    "kafka.security.protocol", "SSL",
                    "kafka.ssl.keystore.location", keys.toString(),
                    "kafka.ssl.keystore.password", "SECRET")
        });
        all.add(new Object[] {
            "kafka key",
            Map.of(
                    "kafka.security.protocol", "SSL",
                    "kafka.ssl.keystore.type", "PEM",
                    "kafka.ssl.keystore.certificate.chain", "SECRET",
                    "kafka.ssl.keystore.key", "-----BEGIN PRIVATE KEY-----SECRET-----END PRIVATE KEY-----")
        });
        all.add(new Object[] {
            "url of a push", Map.of("weir.push.hook.topic", "web_log", URL, "http://a b:SECRET@localhost/")
        });
        return all;
    }

    private static Object[] kafka(String name, String protocol, String jaas) {
        return new Object[] {
            name,
            Map.of(
                    "kafka.security.protocol", protocol,
                    "kafka.sasl.mechanism", "PLAIN",
                    "kafka.sasl.jaas.config", jaas)
        };
    }
}

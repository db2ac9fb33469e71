package dev.weir.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens with real keys, which it can rotate, and its metadata, keys and tokens over HTTP. */
public final class TestIssuer implements AutoCloseable {

    /** The client that the issuer gives a token to. */
    public static final String CLIENT = "weir";

    /** Its secret. */
    public static final String SECRET = "weir-secret";

    private static final Duration VALID = Duration.ofMinutes(5);

    private final HttpServer server;
    private final Map<String, KeyPair> keys = new LinkedHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private String current;

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        rotate();
        server.createContext("/.well-known/openid-configuration", exchange -> {
            respond(exchange, new JsonObject().put("issuer", url()).put("jwks_uri", url() + "/keys"));
        });
        server.createContext("/keys", exchange -> respond(exchange, new JsonObject().put("keys", published())));
        server.createContext("/token", this::issue);
        server.start();
    }

    /** The address at which a client gets a token for Kafka, whose audience is {@code kafka}. */
    public String tokenUrl() {
        return url() + "/token";
    }

    /** The address of the public keys. */
    public String keysUrl() {
        return url() + "/keys";
    }

    /** Responds to the grant of client credentials. */
    private void issue(HttpExchange exchange) throws IOException {
        var expected =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        respond(
                exchange,
                new JsonObject()
                        .put("access_token", token("kafka", VALID))
                        .put("token_type", "Bearer")
                        .put("expires_in", VALID.toSeconds()));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int requests() {
        return requests.get();
    }

    /** Replaces the key: tokens of the one before are not valid any more. */
    public synchronized void rotate() {
        keys.clear();
        current = "key-" + Instant.now().toEpochMilli() + "-" + requests.get();
        keys.put(current, pair());
    }

    public String token(String audience, Duration valid, String... roles) {
        return sign(keys.get(current), audience, valid, roles);
    }

    /** A token as Keycloak issues it, with the roles of a realm. */
    public synchronized String realmToken(String audience, Duration valid, String... roles) {
        return Jwt.issuer(url())
                .subject("alice")
                .audience(audience)
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .expiresAt(Instant.now().plus(valid))
                .jws()
                .keyId(current)
                .sign(keys.get(current).getPrivate());
    }

    /** A token of a user who has chosen a name, which is not unique. */
    public synchronized String namedToken(String subject, String name, String audience, Duration valid, String role) {
        return Jwt.issuer(url())
                .subject(subject)
                .preferredUserName(name)
                .audience(audience)
                .groups(role)
                .expiresAt(Instant.now().plus(valid))
                .jws()
                .keyId(current)
                .sign(keys.get(current).getPrivate());
    }

    /** A token that is signed with the published key and names another issuer. */
    public synchronized String foreign(String audience, String role) {
        return Jwt.issuer("http://127.0.0.1:1")
                .subject("alice")
                .audience(audience)
                .groups(role)
                .expiresAt(Instant.now().plus(VALID))
                .jws()
                .keyId(current)
                .sign(keys.get(current).getPrivate());
    }

    /** A token that names the published key and is signed with another. */
    public String forged(String audience, String... roles) {
        return sign(pair(), audience, Duration.ofMinutes(5), roles);
    }

    public String unsigned(String audience, String role) {
        return encoded("{\"alg\":\"none\"}") + "."
                + encoded(new JsonObject()
                        .put("iss", url())
                        .put("aud", audience)
                        .put("sub", "alice")
                        .put("groups", new JsonArray().add(role))
                        .put("exp", Instant.now().getEpochSecond() + 300)
                        .encode())
                + ".";
    }

    private synchronized String sign(KeyPair pair, String audience, Duration valid, String... roles) {
        return Jwt.issuer(url())
                .subject("alice")
                .audience(audience)
                .groups(Set.of(roles))
                .issuedAt(Instant.now().minusSeconds(600))
                .expiresAt(Instant.now().plus(valid))
                .jws()
                .keyId(current)
                .sign(pair.getPrivate());
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized JsonArray published() {
        var all = new JsonArray();
        keys.forEach((id, pair) -> {
            var key = (RSAPublicKey) pair.getPublic();
            all.add(new JsonObject()
                    .put("kty", "RSA")
                    .put("use", "sig")
                    .put("alg", "RS256")
                    .put("kid", id)
                    .put("n", number(key.getModulus()))
                    .put("e", number(key.getPublicExponent())));
        });
        return all;
    }

    private void respond(HttpExchange exchange, JsonObject body) throws IOException {
        requests.incrementAndGet();
        var bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

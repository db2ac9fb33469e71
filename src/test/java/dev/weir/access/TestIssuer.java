package dev.weir.access;

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

/** An issuer of tokens with real keys, which it can rotate, and its metadata and keys over HTTP. */
final class TestIssuer {

    private final HttpServer server;
    private final Map<String, KeyPair> keys = new LinkedHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private String current;

    TestIssuer() {
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
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    /** Replaces the key: tokens of the one before are not valid any more. */
    synchronized void rotate() {
        keys.clear();
        current = "key-" + Instant.now().toEpochMilli() + "-" + requests.get();
        keys.put(current, pair());
    }

    String token(String audience, Duration valid, String... roles) {
        return sign(keys.get(current), audience, valid, roles);
    }

    /** A token as Keycloak issues it, with the roles of a realm. */
    synchronized String realmToken(String audience, Duration valid, String... roles) {
        return Jwt.issuer(url())
                .subject("alice")
                .audience(audience)
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .expiresAt(Instant.now().plus(valid))
                .jws()
                .keyId(current)
                .sign(keys.get(current).getPrivate());
    }

    /** A token that names the published key and is signed with another. */
    String forged(String audience, String... roles) {
        return sign(pair(), audience, Duration.ofMinutes(5), roles);
    }

    String unsigned(String audience, String role) {
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

    private void respond(com.sun.net.httpserver.HttpExchange exchange, JsonObject body) throws IOException {
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
}

package dev.weir.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Authenticates clients by API key: {@code Authorization: Bearer}, {@code X-API-Key}, or {@code Authorization: Basic}
 * with the client's name and its key as the password.
 *
 * <p>A bearer token that is no key is left to OpenID Connect.
 */
@ApplicationScoped
class KeyAuthenticationMechanism implements HttpAuthenticationMechanism {

    private static final String KEY_HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Keys are checked before tokens, since a check of a key costs less than a request to an issuer. */
    private static final int BEFORE_OIDC = DEFAULT_PRIORITY + 1_000;

    private final KeysFile keys;

    KeyAuthenticationMechanism(KeysFile keys) {
        this.keys = keys;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        var credentials = keys.isOn() ? Credentials.of(context.request()) : null;
        if (credentials == null) {
            return Uni.createFrom().nullItem();
        }
        return find(credentials).map(found -> Uni.createFrom().item(found)).orElseGet(() -> Uni.createFrom()
                .failure(new AuthenticationFailedException()));
    }

    /** The client of a request that has a valid key; empty for any other request. */
    Optional<SecurityIdentity> find(HttpServerRequest request) {
        return keys.isOn() ? Optional.ofNullable(Credentials.of(request)).flatMap(this::find) : Optional.empty();
    }

    private Optional<SecurityIdentity> find(Credentials credentials) {
        return credentials.key() == null
                ? Optional.empty()
                : keys.find(credentials.key())
                        .filter(found -> credentials.name() == null
                                || credentials
                                        .name()
                                        .equals(found.getPrincipal().getName()));
    }

    /**
     * The credentials of a request that names a key.
     *
     * @param key null where the request is malformed
     * @param name the client that the key has to belong to; null for any
     */
    private record Credentials(String key, String name) {

        private static final Credentials MALFORMED = new Credentials(null, null);

        /** Null for a request without a key. */
        static Credentials of(HttpServerRequest request) {
            var key = request.getHeader(KEY_HEADER);
            if (key != null) {
                return new Credentials(key, null);
            }
            var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            if (authorization == null) {
                return null;
            }
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                var token = authorization.substring(BEARER.length()).strip();
                return token.startsWith(ApiKey.PREFIX) ? new Credentials(token, null) : null;
            }
            if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
                return basic(authorization.substring(BASIC.length()).strip());
            }
            return null;
        }

        private static Credentials basic(String encoded) {
            try {
                var parts = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
                return parts.length == 2 ? new Credentials(parts[1], parts[0]) : MALFORMED;
            } catch (IllegalArgumentException malformed) {
                return MALFORMED;
            }
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", AccessPolicy.BEARER));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.OTHER_HEADER, "api-key", "api-key"));
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }
}

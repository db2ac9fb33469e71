package dev.weir.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

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
        if (!keys.isOn()) {
            return Uni.createFrom().nullItem();
        }
        var request = context.request();
        var key = request.getHeader(KEY_HEADER);
        if (key != null) {
            return identity(key, null);
        }
        var authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Uni.createFrom().nullItem();
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            var token = authorization.substring(BEARER.length()).strip();
            return token.startsWith(ApiKey.PREFIX)
                    ? identity(token, null)
                    : Uni.createFrom().nullItem();
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        return Uni.createFrom().nullItem();
    }

    private Uni<SecurityIdentity> basic(String encoded) {
        try {
            var parts = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? identity(parts[1], parts[0]) : failed();
        } catch (IllegalArgumentException malformed) {
            return failed();
        }
    }

    /** Of the key's client; where a name is given too, it has to be the client's. */
    private Uni<SecurityIdentity> identity(String key, String name) {
        return keys.find(key)
                .filter(found ->
                        name == null || name.equals(found.getPrincipal().getName()))
                .map(found -> Uni.createFrom().item(found))
                .orElseGet(KeyAuthenticationMechanism::failed);
    }

    private static Uni<SecurityIdentity> failed() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
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

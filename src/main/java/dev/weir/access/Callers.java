package dev.weir.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.access.rule.AccessConfig;
import dev.weir.access.rule.RecordRate;
import dev.weir.access.rule.Rule;
import dev.weir.cluster.StateTopicName;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Knows which client the current request is from, and makes clients of identities. */
@Singleton
class Callers implements Access {

    /** Where in the context of a request its caller stands. */
    private static final Object KEY = Callers.class.getName();

    /** For clients whose credentials do not prove who they are. */
    static final String INVALID_CREDENTIALS = "The key or token is not valid, or no longer";

    /** Where an identity of OpenID Connect says when its token expires, in seconds since 1970. */
    private static final String EXPIRE_TIME = "quarkus.identity.expire-time";

    private static final int MAX_RATES = 10_000;

    private final boolean authenticated;
    private final List<Rule> rules;
    private final Set<Action> forbidden;
    private final KeysFile keys;
    private final Ticker ticker;
    private final Caller unauthenticated;
    private final Cache<String, RecordRate> rates =
            Caffeine.newBuilder().maximumSize(MAX_RATES).build();

    /** Built once for each identity; those of keys live as long as the keys file stays as it is. */
    private final Cache<SecurityIdentity, RoleCaller> callers =
            Caffeine.newBuilder().weakKeys().maximumSize(MAX_RATES).build();

    Callers(
            AccessConfig config,
            AuditConfig audit,
            StateTopicName states,
            Authentication authentication,
            KeysFile keys,
            Ticker ticker) {
        this.keys = keys;
        this.ticker = ticker;
        authenticated = authentication.isOn();
        forbidden = config.forbid().orElse(Set.of());
        var ofWeir = Stream.concat(audit.topic().map(TopicName::new).stream(), states.topic().stream())
                .collect(Collectors.toUnmodifiableSet());
        rules = config.rules().entrySet().stream()
                .map(rule -> rule(rule.getKey(), rule.getValue(), ofWeir))
                .toList();
        unauthenticated = authenticated ? new RoleCaller("", List.of(), forbidden, null) : new AnyCaller(forbidden);
        if (!rules.isEmpty() && !authenticated) {
            throw new ConfigurationException("weir.access.%s gives rights, but no client can authenticate; %s"
                    .formatted(rules.get(0).name(), Authentication.WAYS));
        }
    }

    private static Rule rule(String name, AccessConfig.RuleConfig config, Set<TopicName> ofWeir) {
        try {
            return Rule.of(name, config, ofWeir);
        } catch (Failure malformed) {
            throw new ConfigurationException("weir.access." + name + ": " + malformed.getMessage());
        }
    }

    /** Whether clients must prove who they are. */
    boolean isAuthenticated() {
        return authenticated;
    }

    @Override
    public boolean isEnforced() {
        return authenticated || !forbidden.isEmpty();
    }

    boolean isForbidden(Action action) {
        return forbidden.contains(action);
    }

    @Override
    public Caller caller() {
        if (!authenticated) {
            return unauthenticated;
        }
        var context = Vertx.currentContext();
        Caller caller = context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(KEY) : null;
        return caller == null ? unauthenticated : caller;
    }

    /** Remembers the client of a request for all that works for the request. */
    RequestCaller enter(RoutingContext http, SecurityIdentity identity) {
        var caller = new RequestCaller(of(identity), () -> current(identity));
        contextOf(http).putLocal(KEY, caller);
        return caller;
    }

    /** The client of a request; empty where it has not been found out, or could not be. */
    static Optional<RequestCaller> entered(RoutingContext http) {
        return Optional.ofNullable(contextOf(http).getLocal(KEY));
    }

    private static Context contextOf(RoutingContext http) {
        return ((HttpServerRequestInternal) http.request()).context();
    }

    /** The client that an identity stands for. */
    private RoleCaller of(SecurityIdentity identity) {
        return callers.get(identity, this::make);
    }

    /** Keys are removed and get other roles; tokens expire, and have their roles until then. */
    private RoleCaller current(SecurityIdentity identity) {
        Long expires = identity.getAttribute(EXPIRE_TIME);
        boolean isKey = identity.getAttribute(KeysFile.OWNER) != null;
        var now = isKey ? keys.current(identity) : Optional.of(identity);
        if (now.isEmpty() || (expires != null && expires <= Instant.now().getEpochSecond())) {
            throw Failure.of(Failure.Kind.UNAUTHENTICATED, INVALID_CREDENTIALS);
        }
        return of(now.get());
    }

    private RoleCaller make(SecurityIdentity identity) {
        var owner = owner(identity);
        var certificate = ClientCertificates.commonName(identity).orElse(null);
        var own = rules.stream()
                .filter(rule ->
                        rule.roles().stream().anyMatch(role -> identity.hasRole(role) || role.equals(certificate)))
                .toList();
        return new RoleCaller(owner, own, forbidden, rate(owner, own));
    }

    /**
     * One for all requests of a client, whatever token they have; without one where a rule that lets it send has none.
     */
    private RecordRate rate(String owner, List<Rule> own) {
        var sending = own.stream()
                .filter(rule ->
                        rule.may().contains(Action.PRODUCE) || rule.may().contains(Action.GENERATE))
                .toList();
        if (sending.isEmpty()
                || sending.stream().anyMatch(rule -> rule.recordsPerSecond().isEmpty())) {
            return null;
        }
        int perSecond = RoleCaller.largest(sending, Rule::recordsPerSecond).orElseThrow();
        return rates.get(owner + "@" + perSecond, first -> new RecordRate(perSecond, ticker));
    }

    /** The same name from two sources is two clients. */
    private static String owner(SecurityIdentity identity) {
        String owner = identity.getAttribute(KeysFile.OWNER);
        if (owner != null) {
            return owner;
        }
        var name = identity.getPrincipal().getName();
        if (identity.getCredential(CertificateCredential.class) != null) {
            return "certificate:" + name;
        }
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            // Users may choose their names, at some issuers the same; the subject is unique.
            return "oidc:" + name + (name.equals(token.getSubject()) ? "" : "#" + token.getSubject());
        }
        return (identity.getCredential(AccessTokenCredential.class) != null ? "oidc:" : "other:") + name;
    }
}

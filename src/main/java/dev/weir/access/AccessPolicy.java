package dev.weir.access;

import dev.weir.access.rule.Requirement;
import dev.weir.access.rule.RouteRights;
import dev.weir.http.RouteResponses;
import dev.weir.http.access.Action;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Decides about every request by its path, before any route or resource sees it.
 *
 * <p>Names in a body or a query are checked where they are read, with {@link dev.weir.http.access.Access}.
 */
@ApplicationScoped
class AccessPolicy implements HttpSecurityPolicy {

    /** The only one for scripts; see RATIONALE.md, "No Basic challenge for scripts". */
    static final String BEARER = "Bearer realm=\"weir\"";

    private static final String BASIC = "Basic realm=\"weir\", charset=\"UTF-8\"";

    private static final Uni<CheckResult> PERMIT = Uni.createFrom().item(CheckResult.PERMIT);

    private final Callers callers;
    private final KeyAuthenticationMechanism keys;
    private final OpenApiConfig openApi;
    private final RouteResponses responses;

    AccessPolicy(Callers callers, KeyAuthenticationMechanism keys, OpenApiConfig openApi, RouteResponses responses) {
        this.callers = callers;
        this.keys = keys;
        this.openApi = openApi;
        this.responses = responses;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext http, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        if (!callers.isEnforced()) {
            return PERMIT;
        }
        try {
            return check(http, identity);
        } catch (Failure refusal) {
            return Uni.createFrom().failure(refusal);
        }
    }

    private Uni<CheckResult> check(RoutingContext http, Uni<SecurityIdentity> identity) {
        var path = http.normalizedPath();
        if (path.indexOf(';') >= 0) {
            // The REST layer would leave out what follows, and look at another name than the one that is checked.
            throw Failure.invalid("A ; in the path of the address must be percent-encoded, as %3B");
        }
        var match = RouteRights.find(http.request().method().name(), path).orElse(null);
        var required = match == null ? null : match.entry().requirement();
        if (required != null && isOpen(match)) {
            return PERMIT;
        }
        AuditFilter.note(http, match);
        return authenticated(http, identity, caller -> {
            if (required != null && required.action() != null && callers.isForbidden(required.action())) {
                throw forbiddenToAll(required.action());
            }
            return decide(http, match, caller);
        });
    }

    private boolean isOpen(RouteRights.Match match) {
        return match.entry().requirement().scope() == Requirement.Scope.OPEN
                || (match.entry().template().endsWith("/openapi") && openApi.openapi() == OpenApiConfig.For.ALL);
    }

    /** Goes on with the client, which is null where Weir has no authentication. */
    private Uni<CheckResult> authenticated(
            RoutingContext http, Uni<SecurityIdentity> identity, Function<RequestCaller, Uni<CheckResult>> then) {
        if (!callers.isAuthenticated()) {
            return then.apply(null);
        }
        // The mechanism finds the same for a valid key, after more work than the rest of the policy takes.
        var ofKey = keys.find(http.request());
        if (ofKey.isPresent()) {
            return then.apply(callers.enter(http, ofKey.get()));
        }
        BiConsumer<RoutingContext, Throwable> nothing = AccessPolicy::leaveToPolicy;
        http.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, nothing);
        return identity.onFailure(AuthenticationFailedException.class)
                .transform(failed -> unauthenticated(http, Callers.INVALID_CREDENTIALS))
                .onFailure(OIDCException.class)
                .transform(away -> Failure.unavailable(
                        "The issuer of tokens (quarkus.oidc.auth-server-url) does not answer, so no token can be"
                                + " checked"))
                .flatMap(known -> {
                    if (known.isAnonymous()) {
                        throw unauthenticated(
                                http, "Who are you? Send an API key or a token as 'Authorization: Bearer ...'");
                    }
                    return then.apply(callers.enter(http, known));
                });
    }

    /** Quarkus would answer a failed authentication at once, without a body. */
    private static void leaveToPolicy(RoutingContext http, Throwable failure) {}

    private static Failure unauthenticated(RoutingContext http, String message) {
        var headers = http.response().headers().add("WWW-Authenticate", BEARER);
        if (!isScript(http)) {
            // A header of its own: Chromium reads the first challenge of a header only.
            headers.add("WWW-Authenticate", BASIC);
        }
        return Failure.of(Failure.Kind.UNAUTHENTICATED, message);
    }

    /** Whether a script of a page has sent the request; the console marks its requests as libraries of browsers do. */
    private static boolean isScript(RoutingContext http) {
        return "XMLHttpRequest".equals(http.request().getHeader("X-Requested-With"));
    }

    private static Failure forbiddenToAll(Action action) {
        return Failure.forbidden("The action '%s' is disabled by weir.access.forbid".formatted(action));
    }

    private Uni<CheckResult> decide(RoutingContext http, RouteRights.Match match, RequestCaller caller) {
        if (caller == null) {
            return PERMIT;
        }
        if (match == null) {
            return noSuchRoute(http);
        }
        var action = match.entry().requirement().action();
        switch (match.entry().requirement().scope()) {
            case OPEN, AUTHENTICATED -> {}
            case ANYWHERE -> caller.checkAnywhere(action);
            case TOPIC -> caller.check(action, topic(match));
            case GROUP -> caller.checkGroup(action, match.parameters().get("group"));
            case GROUP_AND_TOPIC -> {
                caller.checkGroup(action, match.parameters().get("group"));
                caller.check(action, topic(match));
            }
        }
        return PERMIT;
    }

    private static TopicName topic(RouteRights.Match match) {
        return new TopicName(match.parameters().get("topic"));
    }

    /**
     * The policy refuses every request for a route that the table lacks, so that a new one cannot be open by oversight.
     */
    private Uni<CheckResult> noSuchRoute(RoutingContext http) {
        var methods = RouteRights.methods(http.normalizedPath());
        if (methods.isEmpty()) {
            throw Failure.notFound("There is nothing at this address");
        }
        if (http.request().method().name().equals("OPTIONS")) {
            return PERMIT;
        }
        responses.refuseMethod(http.response(), methods.get());
        return Uni.createFrom().nothing();
    }
}

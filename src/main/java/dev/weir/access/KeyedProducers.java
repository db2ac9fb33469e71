package dev.weir.access;

import dev.weir.access.rule.RouteRights;
import dev.weir.http.access.Action;
import dev.weir.http.access.ProducerAccess;
import dev.weir.model.TopicName;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Lets clients in that have an API key and a rule for the topic; all clients where Weir has no authentication. */
@Singleton
class KeyedProducers implements ProducerAccess {

    private final Callers callers;
    private final KeyAuthenticationMechanism keys;
    private final AuditFilter audit;

    KeyedProducers(Callers callers, KeyAuthenticationMechanism keys, AuditFilter audit) {
        this.callers = callers;
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public boolean enter(RoutingContext http, TopicName topic) {
        if (!callers.isEnforced()) {
            return true;
        }
        if (callers.isForbidden(Action.PRODUCE) || (callers.isAuthenticated() && !hasEntered(http, topic))) {
            return false;
        }
        RouteRights.find(http.request().method().name(), http.request().path())
                .ifPresent(match -> AuditFilter.note(http, match));
        audit.follow(http);
        return true;
    }

    private boolean hasEntered(RoutingContext http, TopicName topic) {
        return keys.find(http.request())
                .filter(client -> callers.enter(http, client).may(Action.PRODUCE, topic))
                .isPresent();
    }
}

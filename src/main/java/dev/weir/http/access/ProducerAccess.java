package dev.weir.http.access;

import dev.weir.model.TopicName;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides at once about requests that produce to a topic, as the policy in front of all routes would.
 *
 * <p>Implemented by the access package, for requests that do not pass the filters. See RATIONALE.md, "Plain records
 * pass no filters".
 */
public interface ProducerAccess {

    /**
     * Admits the client of a request where it may produce to the topic and no issuer of tokens has to check it.
     *
     * @param topic of the request's path
     * @return whether the client is {@link Access#caller()} now, and the audit trail follows the request; the policy
     *     decides about any other request
     */
    boolean enter(RoutingContext http, TopicName topic);
}

package dev.weir.http.filter;

import dev.weir.http.ErrorBody;
import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import dev.weir.http.RouteResponses;
import dev.weir.http.endpoint.RouteTable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * Negotiates method and media types of a request to a resource before the REST layer sees it.
 *
 * <p>Clients of Kafka REST gateways send the same Content-Type and Accept with every request. So for bodies without
 * records every media type of the API is another name of the control type; the Content-Type of a request without a body
 * is ignored, and so is the Accept of a response without one. Other requests are refused with the media types or
 * methods that the path has.
 */
@ApplicationScoped
class ContentNegotiation {

    /** After the endpoints, before the REST layer. */
    private static final int BEFORE_REST = 100;

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final RouteTable routes;
    private final RouteResponses responses;

    ContentNegotiation(RouteTable routes, RouteResponses responses) {
        this.routes = routes;
        this.responses = responses;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_REST).handler(this::negotiate);
    }

    private void negotiate(RoutingContext http) {
        var address = routes.at(http.normalizedPath());
        if (address.isEmpty()) {
            http.next();
            return;
        }
        var entry = RouteTable.of(address, http.request().method().name());
        if (entry.isEmpty()) {
            refuseMethod(http, RouteTable.allowed(address));
        } else if (entry.get().resource() == null
                || negotiateTypes(http, entry.get().resource())) {
            http.next();
        }
    }

    private void refuseMethod(RoutingContext http, String allowed) {
        if (http.request().method().equals(HttpMethod.OPTIONS)) {
            http.response().putHeader(HttpHeaders.ALLOW, allowed).end();
        } else {
            responses.refuseMethod(http.response(), allowed);
        }
    }

    /** Whether the REST layer gets the request, whose headers then name one media type each. */
    private boolean negotiateTypes(RoutingContext http, RuntimeResource resource) {
        return negotiateContentType(http, RouteTable.consumed(resource)) && negotiateAccept(http, resource);
    }

    private boolean negotiateContentType(RoutingContext http, List<String> consumed) {
        var headers = http.request().headers();
        var given = headers.get(HttpHeaders.CONTENT_TYPE);
        if (given == null || consumed.isEmpty()) {
            return true;
        }
        var type = MediaTypes.name(given);
        if (consumed.contains(type)) {
            headers.set(HttpHeaders.CONTENT_TYPE, type);
            return true;
        }
        if (!hasBody(http.request()) || (isControl(consumed) && MediaTypes.isOfTheApi(type))) {
            headers.set(HttpHeaders.CONTENT_TYPE, consumed.get(0));
            return true;
        }
        responses.refuse(http.response(), UNSUPPORTED_MEDIA_TYPE, ErrorBody.unsupportedType(consumed));
        return false;
    }

    private boolean negotiateAccept(RoutingContext http, RuntimeResource resource) {
        var produced = RouteTable.produced(resource);
        if (produced.isEmpty()) {
            return true;
        }
        var request = http.request();
        var chosen = ResponseTypes.of(produced).choose(request);
        if (chosen.isPresent()) {
            request.headers().set(HttpHeaders.ACCEPT, chosen.get());
        } else if (isResponseEmpty(resource)) {
            request.headers().remove(HttpHeaders.ACCEPT);
        } else {
            responses.refuseType(http.response(), produced);
            return false;
        }
        return true;
    }

    private static boolean isControl(List<String> types) {
        return types.contains(MediaTypes.CONTROL);
    }

    private static boolean isResponseEmpty(RuntimeResource resource) {
        return resource.getReturnType().getTypeName().contains(Void.class.getName());
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? !request.isEnded() : !length.equals("0");
    }
}

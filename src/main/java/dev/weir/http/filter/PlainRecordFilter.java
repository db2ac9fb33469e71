package dev.weir.http.filter;

import dev.weir.http.MediaTypes;
import dev.weir.http.access.ProducerAccess;
import dev.weir.http.body.BodyConfig;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Endpoints;
import dev.weir.model.TopicName;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Passes plain requests with a single record straight to their endpoint.
 *
 * <p>A plain request has a path without escapes, no query, and only headers that no filter would refuse, so that each
 * filter and route in between would pass it on. Together those cost more than all else that Weir does for a record. A
 * client that has an API key is one that may produce to the topic. No request is plain where the application has
 * filters or policies of its own. See RATIONALE.md, "Plain records pass no filters".
 */
@Singleton
class PlainRecordFilter {

    /** Before everything else. */
    private static final int PRIORITY = 20_000;

    /** After all that register a filter. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final String WEIR = "dev.weir.";

    private static final String TEMPLATE = "/topics/{topic}/records";
    private static final String PREFIX = TEMPLATE.substring(0, TEMPLATE.indexOf('{'));
    private static final String SUFFIX = TEMPLATE.substring(TEMPLATE.indexOf('}') + 1);

    private static final String RECORD_HEADERS = "Kafka-Header-";

    /** Quarkus's own policies decide only about requests that {@link #PERMISSIONS} gives to them. */
    private static final String QUARKUS = "io.quarkus.";

    private static final String PERMISSIONS = "quarkus.http.auth.permission.";

    /** A longer number may be over the limit of the JVM. */
    private static final int MAX_DIGITS = 9;

    private final Instance<EndpointHandler> handlers;
    private final Endpoints endpoints;
    private final HostFilter hosts;
    private final ProducerAccess access;
    private final Instance<HttpSecurityPolicy> policies;
    private final Config config;
    private final long maxBytes;
    private boolean isRegistered;

    PlainRecordFilter(
            @Any Instance<EndpointHandler> handlers,
            Endpoints endpoints,
            HostFilter hosts,
            ProducerAccess access,
            @Any Instance<HttpSecurityPolicy> policies,
            Config config,
            BodyConfig limits) {
        this.handlers = handlers;
        this.endpoints = endpoints;
        this.hosts = hosts;
        this.access = access;
        this.policies = policies;
        this.config = config;
        maxBytes = limits.maxBodySize().asLongValue();
    }

    void register(@Observes @Priority(LAST) Filters filters) {
        isRegistered = areOfWeir(filters) && !hasOtherPolicies();
        if (isRegistered) {
            handlers.stream()
                    .filter(handler -> handler.endpoint().path().equals(TEMPLATE)
                            && handler.endpoint().method().equals(HttpMethod.POST)
                            && handler.endpoint().matches(null))
                    .forEach(handler -> filters.register(http -> pass(http, handler), PRIORITY));
        }
    }

    /** Whether any request can be plain. */
    boolean isRegistered() {
        return isRegistered;
    }

    /** Whether Weir itself has registered all of these. */
    static boolean areOfWeir(Filters filters) {
        return filters.getFilters().stream()
                .allMatch(filter -> filter.getHandler().getClass().getName().startsWith(WEIR));
    }

    /** Whether something that is not Weir's decides which requests are let in. */
    private boolean hasOtherPolicies() {
        return policies.handlesStream()
                        .map(policy -> policy.getBean().getBeanClass().getName())
                        .anyMatch(name -> !name.startsWith(WEIR) && !name.startsWith(QUARKUS))
                || StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .anyMatch(name -> name.startsWith(PERMISSIONS));
    }

    private void pass(RoutingContext http, EndpointHandler handler) {
        var request = http.request();
        var topic = isPlain(request) ? topic(request.uri()) : null;
        if (topic == null || !access.enter(http, new TopicName(topic))) {
            http.next();
        } else if (!http.response().closed()) {
            AmbiguousMessageFilter.forbidGuessing(http.response());
            MetricsUriFilter.count(http, TEMPLATE);
            http.pathParams().put("topic", topic);
            endpoints.handle(http, handler);
        }
    }

    /** The topic in a request target; null where it is of another form. */
    static String topic(String uri) {
        int end = uri.length() - SUFFIX.length();
        if (end <= PREFIX.length()
                || end > PREFIX.length() + TopicName.MAX_LENGTH
                || !uri.startsWith(PREFIX)
                || !uri.endsWith(SUFFIX)) {
            return null;
        }
        // A name of dots only would be a part of the path.
        if (uri.charAt(PREFIX.length()) == '.') {
            return null;
        }
        for (int i = PREFIX.length(); i < end; i++) {
            char at = uri.charAt(i);
            boolean isLetter = (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z');
            if (!isLetter && !(at >= '0' && at <= '9') && at != '.' && at != '_' && at != '-') {
                return null;
            }
        }
        return uri.substring(PREFIX.length(), end);
    }

    private boolean isPlain(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method().equals(HttpMethod.POST)
                && hasPlainHeaders(request);
    }

    private boolean hasPlainHeaders(HttpServerRequest request) {
        int hostsSeen = 0;
        int lengths = 0;
        int keys = 0;
        for (var header : request.headers()) {
            var name = header.getKey();
            if (name.equalsIgnoreCase("Host")) {
                hostsSeen++;
                if (!hosts.hasAccepted(header.getValue())) {
                    return false;
                }
            } else if (name.equalsIgnoreCase("Content-Length")) {
                lengths++;
                if (!isWithinLimit(header.getValue())) {
                    return false;
                }
            } else if (name.equalsIgnoreCase("Content-Type")) {
                if (MediaTypes.isNdjson(header.getValue())) {
                    return false;
                }
            } else if (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("X-API-Key")) {
                keys++;
            } else if (!isIgnored(name)) {
                return false;
            }
        }
        return hostsSeen == 1 && lengths == 1 && keys <= 1;
    }

    private boolean isWithinLimit(String length) {
        if (length.isEmpty() || length.length() > MAX_DIGITS) {
            return false;
        }
        for (int i = 0; i < length.length(); i++) {
            if (length.charAt(i) < '0' || length.charAt(i) > '9') {
                return false;
            }
        }
        return Long.parseLong(length) <= maxBytes;
    }

    /** Whether no filter looks at a header. */
    private static boolean isIgnored(String name) {
        return name.equalsIgnoreCase("Accept")
                || name.equalsIgnoreCase("User-Agent")
                || name.equalsIgnoreCase("Connection")
                || name.equalsIgnoreCase("Accept-Encoding")
                || name.regionMatches(true, 0, RECORD_HEADERS, 0, RECORD_HEADERS.length());
    }
}

package dev.weir.console.page;

import dev.weir.http.RouteResponses;
import dev.weir.model.Failure;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the files of the console.
 *
 * <p>Quarkus could serve them too, but compresses either every response or none. See RATIONALE.md, "The console's files
 * are compressed once".
 */
@ApplicationScoped
class ConsoleRoutes {

    /** After the endpoints, of which some are below this path, and before the REST layer. */
    private static final int AFTER_ENDPOINTS = 2;

    private static final int NOT_MODIFIED = 304;
    private static final String ROOT = "/console/";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "Vary", "Accept-Encoding");

    private final boolean enabled;
    private final RouteResponses responses;
    private final Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

    ConsoleRoutes(ConsoleConfig config, RouteResponses responses) {
        enabled = config.enabled();
        this.responses = responses;
    }

    void register(@Observes Router router) {
        router.route("/console/*").order(AFTER_ENDPOINTS).handler(this::serve);
    }

    private void serve(RoutingContext http) {
        var method = http.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            responses.refuseMethod(http.response(), "GET, HEAD");
            return;
        }
        var path = http.normalizedPath();
        if (enabled && path.equals("/console")) {
            BrowserFilter.redirect(http.response());
            return;
        }
        var file = enabled ? file(path.substring(ROOT.length())) : Optional.<ConsoleFile>empty();
        if (file.isPresent()) {
            send(file.get(), http.request());
        } else {
            responses.refuse(http.response(), Failure.of(Failure.Kind.NOT_FOUND, "There is nothing at this address"));
        }
    }

    private Optional<ConsoleFile> file(String name) {
        var full = name.isEmpty() ? "index.html" : name;
        var known = Optional.ofNullable(files.get(full));
        // In dev mode an edited file is shown at the next reload.
        return known.isPresent() && !LaunchMode.current().isDev() ? known : read(full);
    }

    private Optional<ConsoleFile> read(String name) {
        try {
            var file = ConsoleFile.read(name);
            file.ifPresent(read -> files.put(name, read));
            return file;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void send(ConsoleFile file, HttpServerRequest request) {
        var response = request.response();
        HEADERS.forEach(response::putHeader);
        response.putHeader(HttpHeaders.ETAG, file.tag())
                // Without Cache-Control a browser would keep an old console for a tenth of its age.
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        file.isImmutable() ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        var gzip = file.gzip() != null && accepted != null && accepted.contains("gzip");
        var bytes = gzip ? file.gzip() : file.plain();
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(bytes);
        }
    }
}

package dev.weir.http.endpoint;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the OpenAPI description in the two forms that the build has made of {@code META-INF/openapi.yaml}.
 *
 * <p>The route is Quarkus's in dev mode, where the file may change. See RATIONALE.md, "The OpenAPI description is a
 * file".
 */
@ApplicationScoped
class OpenApiRoute {

    private static final int BEFORE_REST = 0;

    private static final String PATH = "/q/openapi";
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** One form of the description. */
    private enum Form {
        YAML("yaml"),
        JSON("json");

        private final String extension;

        Form(String extension) {
            this.extension = extension;
        }

        private String mediaType() {
            return "application/" + extension;
        }

        private Buffer read() {
            var name = "META-INF/weir/openapi." + extension;
            try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is missing; Maven's phase process-classes makes it");
                }
                return Buffer.buffer(in.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Read by the first request for each. */
    private final Map<Form, Buffer> forms = new ConcurrentHashMap<>();

    void register(@Observes Router router) {
        if (!LaunchMode.current().isDev()) {
            for (var suffix : List.of("", ".json", ".yaml", ".yml")) {
                router.route(PATH + suffix).order(BEFORE_REST).handler(this::serve);
            }
        }
    }

    private void serve(RoutingContext http) {
        var response = http.response();
        if (http.request().method().equals(HttpMethod.OPTIONS)) {
            response.putHeader(HttpHeaders.ALLOW, ALLOWED);
            http.next();
            return;
        }
        var form = form(http);
        response.putHeader(HttpHeaders.CONTENT_TYPE, form.mediaType() + ";charset=UTF-8")
                .end(forms.computeIfAbsent(form, Form::read));
    }

    /** The form that the path, the header {@code Accept} or the parameter {@code format} names. */
    private static Form form(RoutingContext http) {
        var path = http.normalizedPath();
        if (!path.equals(PATH)) {
            return path.endsWith(".json") ? Form.JSON : Form.YAML;
        }
        var accepted = http.request().getHeader(HttpHeaders.ACCEPT);
        var formats = http.queryParam("format");
        boolean isJson = (accepted != null && accepted.contains(Form.JSON.mediaType()))
                || (!formats.isEmpty() && formats.get(0).equalsIgnoreCase(Form.JSON.name()));
        return isJson ? Form.JSON : Form.YAML;
    }
}

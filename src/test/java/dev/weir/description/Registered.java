package dev.weir.description;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The registered routes and resource methods of Weir. */
public final class Registered {

    private static final Set<String> IMPLIED = Set.of("HEAD", "OPTIONS");

    private Registered() {}

    /**
     * {@code METHOD /path/{parameter}} of every route with a path and every method of a resource, without Quarkus's
     * own.
     */
    public static Set<String> operations(Router router) {
        Set<String> all = new TreeSet<>();
        router.getRoutes().stream().flatMap(Registered::ofRoute).forEach(all::add);
        new ClassFileImporter()
                .importPath(java.nio.file.Path.of("target/classes/dev/weir")).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> ofResource(type.reflect()))
                        .forEach(all::add);
        return all;
    }

    private static Stream<String> ofRoute(Route route) {
        var path = route.getPath();
        if (path == null || !route.isExactPath() || path.startsWith("/q/") || path.equals("/q")) {
            return Stream.empty();
        }
        var described = path.replaceAll(":(\\w+)", "{$1}");
        var methods = route.methods() == null ? Set.of(HttpMethod.GET) : route.methods();
        return methods.stream()
                .map(HttpMethod::name)
                .filter(method -> !IMPLIED.contains(method))
                .map(method -> method + " " + described);
    }

    private static Stream<String> ofResource(Class<?> type) {
        var base = type.getAnnotation(Path.class).value();
        return Arrays.stream(type.getDeclaredMethods()).flatMap(method -> Arrays.stream(method.getAnnotations())
                .map(Registered::httpMethod)
                .filter(name -> name != null && !IMPLIED.contains(name))
                .map(name -> name + " " + base + own(method))
                // Resources with a catch-all path only respond with 404 and 405.
                .filter(operation -> !operation.matches(".*\\{\\w+:.*}")));
    }

    private static String own(Method method) {
        var path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static String httpMethod(Annotation annotation) {
        var method = annotation.annotationType().getAnnotation(jakarta.ws.rs.HttpMethod.class);
        return method == null ? null : method.value();
    }
}

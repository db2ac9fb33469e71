package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.access.rule.Requirement;
import dev.weir.access.rule.RouteRights;
import dev.weir.description.Registered;
import dev.weir.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every route there is, for a client without rights and for one without a key. */
@QuarkusTest
@TestProfile(WithKeys.class)
class RouteWalkTest {

    /** Requests that need a key and no right. */
    private static final Set<String> FOR_ALL_CLIENTS = Set.of("GET /", "GET /openapi", "GET /q/openapi");

    @TestHTTPResource
    URI weir;

    @Inject
    Router router;

    @Test
    void every_route_is_in_the_table_of_rights_and_the_table_has_no_other() {
        var known = RouteRights.all().stream()
                .filter(entry -> !entry.template().startsWith("/q"))
                .filter(entry -> !Set.of("/console", "/console/*").contains(entry.template()))
                .map(entry -> entry.method() + " " + entry.template())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(known).isEqualTo(new TreeSet<>(Registered.operations(router)));
    }

    @Test
    void a_client_without_rights_is_refused_at_every_route_and_one_without_a_key_is_asked_who_it_is() {
        var soft = new SoftAssertions();
        for (var operation : operations()) {
            var request = operation.replaceAll("\\{topic}", "orders").replaceAll("\\{\\w+}", "0");
            var path = request.substring(request.indexOf(' ') + 1);
            boolean open = RouteRights.find("GET", path)
                    .filter(match -> match.entry().requirement().scope() == Requirement.Scope.OPEN)
                    .isPresent();

            var anonymous = send(request, List.of());
            var nobody = send(request, List.of("Authorization: Bearer " + WithKeys.NOBODY));

            if (open) {
                soft.assertThat(anonymous.status()).as(operation).isIn(200, 503);
            } else {
                soft.assertThat(anonymous.status())
                        .as("%s without a key", operation)
                        .isEqualTo(401);
                soft.assertThat(anonymous.head()).as(operation).containsIgnoringCase("WWW-Authenticate: Bearer");
                if (FOR_ALL_CLIENTS.contains(operation)) {
                    soft.assertThat(nobody.status()).as(operation).isEqualTo(200);
                } else {
                    soft.assertThat(nobody.status())
                            .as("%s without rights: %s", operation, nobody.body())
                            .isIn(403, 404);
                }
            }
        }
        soft.assertAll();
    }

    private RawHttp.Answer send(String request, List<String> headers) {
        return new RawHttp(weir)
                .send(
                        request,
                        Stream.concat(
                                        headers.stream(),
                                        Stream.of("Content-Type: application/json", "Content-Length: 2"))
                                .toList(),
                        "{}");
    }

    /** Weir's own, Quarkus's own, static files, and what is nowhere. */
    private Set<String> operations() {
        Set<String> all = new TreeSet<>(Registered.operations(router));
        router.getRoutes().stream()
                .filter(route -> route.getSubRouter() != null)
                .flatMap(route -> route.getSubRouter().getRoutes().stream()
                        .filter(below -> below.getPath() != null)
                        .map(below -> route.getPath().replaceAll("/[*]?$", "") + below.getPath()))
                .map(path -> "GET " + path.replaceAll("[*]$", ""))
                .forEach(all::add);
        all.addAll(Set.of("GET /index.html", "GET /nowhere", "GET /q/dev-ui/", "GET /q/openapi.json"));
        assertThat(all).contains("GET /q/metrics", "GET /q/openapi", "GET /q/health");
        return all;
    }
}

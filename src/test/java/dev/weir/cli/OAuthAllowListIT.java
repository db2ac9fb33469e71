package dev.weir.cli;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka's clients ask a token endpoint that {@code WEIR_OAUTH_URLS} lists, and no other. */
class OAuthAllowListIT {

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer endpoint;
    private String url;

    @BeforeEach
    void openEndpoint() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        endpoint.start();
        url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token";
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.stop(0);
    }

    @Test
    void a_command_asks_a_listed_endpoint() {
        var listed = listTopics(url);

        assertThat(requests).as("requests before %s", listed).hasPositiveValue();
    }

    @Test
    void a_command_asks_no_other_endpoint_and_says_how_to_allow_it() {
        var refused = listTopics("https://another.example/token");

        assertThat(requests).hasValue(0);
        assertThat(refused.exit()).isEqualTo(64);
        assertThat(refused.err()).contains("sasl.oauthbearer.token.endpoint.url", "WEIR_OAUTH_URLS");
    }

    @Test
    void the_service_asks_a_listed_endpoint() {
        var settings = new HashMap<String, String>();
        oauth().forEach((name, value) -> settings.put("kafka." + name, value));
        try (var weir = WeirProcess.launchScript(
                Path.of("."), "oauth-listed", TestBroker.bootstrapServers(), settings, listed(url))) {
            await().atMost(Deadlines.seconds(60)).until(() -> requests.get() > 0 || !weir.isRunning());

            assertThat(requests).as("requests before %s", weir.logTail()).hasPositiveValue();
        }
    }

    private CliRun listTopics(String listed) {
        var arguments = new ArrayList<>(List.of("topics", "--brokers", TestBroker.bootstrapServers()));
        oauth().forEach((name, value) -> arguments.addAll(List.of("-X", name + "=" + value)));
        try (var command = CliProcess.start(
                Path.of("kafka-cli").toAbsolutePath(), listed(listed), arguments.toArray(String[]::new))) {
            return command.end();
        }
    }

    private static Map<String, String> listed(String listed) {
        return Map.of("WEIR_OAUTH_URLS", "https://other.example/token, " + listed);
    }

    private Map<String, String> oauth() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.oauthbearer.token.endpoint.url", url,
                "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " clientId=\"weir\" clientSecret=\"secret\";");
    }
}

package dev.weir.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.cli.CliRun;
import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

    private HttpServer weir;

    @BeforeEach
    void start() throws IOException {
        weir = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        respond("/q/health/live", 200);
        respond("/q/health/ready", 503);
        weir.start();
    }

    @AfterEach
    void stop() {
        weir.stop(0);
    }

    @Test
    void exits_with_0_where_weir_is_alive() {
        assertThat(new CliRunner().run("health", "--live", "--port", port())).isEqualTo(new CliRun(0, "alive\n", ""));
    }

    @Test
    void exits_with_1_where_weir_is_not_ready() {
        assertThat(new CliRunner().run("health", "--port", port()))
                .isEqualTo(new CliRun(
                        1, "", "kafka-cli: Weir at 127.0.0.1:" + port() + " is not ready: it responds with 503\n"));
    }

    @Test
    void asks_where_the_environment_says_that_weir_listens() {
        assertThat(new CliRunner()
                        .with("QUARKUS_HTTP_PORT", port())
                        .with("QUARKUS_HTTP_HOST", "0.0.0.0")
                        .run("health", "--live")
                        .exit())
                .isZero();
    }

    @Test
    void exits_with_1_where_nothing_listens() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        var run = new CliRunner().run("health", "--port", Integer.toString(free));

        assertThat(run.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(run.err()).startsWith("kafka-cli: No Weir responds at 127.0.0.1:" + free + ": ");
    }

    @Test
    void rejects_a_port_that_is_none() {
        assertThat(new CliRunner().run("health", "--port", "http").exit()).isEqualTo(ExitCode.USAGE.code());
    }

    private String port() {
        return Integer.toString(weir.getAddress().getPort());
    }

    private void respond(String path, int status) {
        weir.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }
}

package dev.weir.deploy;

import static dev.weir.testing.Deadlines.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ForeignPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A load balancer in a process of its own, with the configuration that docs/cluster.md shows. */
final class LoadBalancer implements AutoCloseable {

    /** The programs that the document configures. */
    enum Program {
        NGINX("nginx", "listen 80;", "listen 127.0.0.1:%d;"),
        HAPROXY("haproxy", "bind :80\n", "bind 127.0.0.1:%d\n"),
        /** nginx with what the document says to its controller on Kubernetes. */
        INGRESS("nginx", "listen 80;", "listen 127.0.0.1:%d;");

        private final String command;
        private final String documentedPort;
        private final String port;

        Program(String command, String documentedPort, String port) {
            this.command = command;
            this.documentedPort = documentedPort;
            this.port = port;
        }
    }

    /** The rest of a configuration, around the part that the document shows. */
    private static final String NGINX_MAIN = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                include %1$s/weir.conf;
            }
            """;

    /** The rest of what the controller makes of an Ingress; it does not leave out servers after failures. */
    private static final String INGRESS_MAIN = """
            %1$s
            upstream weir {
                hash %2$s consistent;
                zone weir 64k;
                server 10.0.0.1:8080 max_fails=0;
                server 10.0.0.2:8080 max_fails=0;
                keepalive 64;
                keepalive_timeout 20s;
            }
            server {
                listen 80;
                %3$s
                location / {
                    proxy_pass http://weir;
                    proxy_set_header Connection "";
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Forwarded-Host $http_host;
                }
            }
            """;

    private static final Path INGRESS_FILE = Path.of("deploy", "kubernetes", "ingress", "ingress.yaml");
    private static final String ANNOTATION = "nginx.ingress.kubernetes.io/";
    private static final Path DOCUMENT = Path.of("docs", "cluster.md");
    private static final List<String> DOCUMENTED = List.of("10.0.0.1:8080", "10.0.0.2:8080");
    private static final Duration START = Deadlines.seconds(20);

    private final Process process;
    private final Path log;
    private final int port;

    private LoadBalancer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it, and returns when it accepts connections; skips the test where the program is not installed.
     *
     * @param directory an empty one
     * @param servers the ports of two of them
     */
    static LoadBalancer start(Program program, Path directory, List<Integer> servers) {
        ForeignPrograms.need(program.command);
        try {
            int port = TestBroker.freePort();
            var log = directory.resolve("log");
            var command = program == Program.HAPROXY
                    ? haproxy(directory, configuration(program, port, servers))
                    : nginx(directory, configuration(program, port, servers));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var balancer = new LoadBalancer(process, log, port);
            await().atMost(START).until(balancer::isListening);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its clients find it. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(Deadlines.inSeconds(5), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String configuration(Program program, int port, List<Integer> servers) throws IOException {
        var document = Files.readString(DOCUMENT);
        var configuration = program == Program.INGRESS
                ? ingress(CodeBlock.of(document, "yaml"))
                : CodeBlock.of(document, program.command);
        for (int i = 0; i < DOCUMENTED.size(); i++) {
            configuration = CodeBlock.replaced(configuration, DOCUMENTED.get(i), "127.0.0.1:" + servers.get(i));
        }
        return CodeBlock.replaced(configuration, program.documentedPort, program.port.formatted(port));
    }

    /** The controller has a directive of nginx for each of these settings, most of them of the same name. */
    private static String ingress(String configMap) throws IOException {
        var yaml = new YAMLMapper();
        var settings = yaml.readTree(configMap).path("data");
        var annotations = yaml.readTree(INGRESS_FILE.toFile()).at("/metadata/annotations");
        List<String> directives = new ArrayList<>(List.of(
                "underscores_in_headers " + onOrOff(settings.path("enable-underscores-in-headers")),
                "ignore_invalid_headers " + onOrOff(settings.path("ignore-invalid-headers"))));
        annotations.properties().forEach(each -> {
            var name = each.getKey().substring(ANNOTATION.length()).replace('-', '_');
            if (!name.equals("upstream_hash_by")) {
                directives.add(name.replace("proxy_body_size", "client_max_body_size") + " "
                        + each.getValue().asText());
            }
        });
        return INGRESS_MAIN.formatted(
                settings.path("http-snippet").asText(),
                annotations.path(ANNOTATION + "upstream-hash-by").asText(),
                String.join(";\n", directives) + ";");
    }

    private static String onOrOff(JsonNode setting) {
        return setting.asText().equals("true") ? "on" : "off";
    }

    private static List<String> nginx(Path directory, String configuration) throws IOException {
        Files.writeString(directory.resolve("weir.conf"), configuration);
        var main = Files.writeString(directory.resolve("nginx.conf"), NGINX_MAIN.formatted(directory));
        return List.of("nginx", "-p", directory.toString(), "-c", main.toString());
    }

    private static List<String> haproxy(Path directory, String configuration) throws IOException {
        var file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
        return List.of("haproxy", "-db", "-f", file.toString());
    }

    private boolean isListening() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("The load balancer does not run:\n" + Files.readString(log));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}

package dev.weir.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** OpenID Connect is a part of every Weir, and does nothing where no issuer is configured. */
class WithoutIssuerIT {

    private static final String ESTABLISHED = "01";

    @Test
    void weir_talks_to_kafka_only_and_looks_into_no_token() throws Exception {
        var broker = TestBroker.another("without-issuer");
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("web_log", 1, (short) 1)))
                    .all()
                    .get();
        }
        var settings = Map.of("quarkus.log.category.\"io.quarkus.oidc\".level", "DEBUG");
        try (var weir = WeirProcess.start("without-issuer", broker.bootstrapServers(), settings)) {
            var token = "Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjEvIn0.c2ln";
            var answer =
                    new RawHttp(URI.create("http://localhost:" + weir.port())).send("GET /topics", List.of(token), "");

            assertThat(answer.status()).isEqualTo(200);
            var kafka = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
            Deadlines.await().untilAsserted(() -> assertThat(remotePorts(weir)).containsExactly(kafka));
            assertThat(threads(weir)).isNotEmpty().noneMatch(name -> name.contains("oidc"));
            assertThat(weir.log()).doesNotContain("[io.quarkus.oidc", "OIDC");
        } finally {
            broker.close();
        }
    }

    /** The ports at which its connections end that it has opened itself. */
    private static Set<Integer> remotePorts(WeirProcess weir) throws IOException {
        var process = Path.of("/proc", Long.toString(weir.pid()));
        Map<String, String> byInode = new HashMap<>();
        for (var table : List.of("tcp", "tcp6")) {
            for (var line : Files.readAllLines(process.resolve("net").resolve(table))) {
                var fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(ESTABLISHED) && port(fields[1]) != weir.port()) {
                    byInode.put("socket:[" + fields[9] + "]", fields[2]);
                }
            }
        }
        Set<Integer> ports = new TreeSet<>();
        try (var open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : open) {
                var remote = byInode.get(target(file));
                if (remote != null) {
                    ports.add(port(remote));
                }
            }
        }
        return ports;
    }

    /** Empty where the file was closed meanwhile. */
    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static Set<String> threads(WeirProcess weir) throws IOException {
        try (var tasks = Files.list(Path.of("/proc", Long.toString(weir.pid()), "task"))) {
            return tasks.map(task -> {
                        try {
                            return Files.readString(task.resolve("comm")).strip();
                        } catch (IOException ended) {
                            return "";
                        }
                    })
                    .collect(Collectors.toSet());
        }
    }
}

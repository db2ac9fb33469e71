package dev.weir.cli;

import static dev.weir.testing.Deadlines.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.testing.Deadlines;
import dev.weir.testing.KeyTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason why Kafka is unreachable or rejects a client has a message and an exit code. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusedConnectionTest {

    /** A command on a thread of its own: Kafka's clients take seconds to give a broker up, so they wait together. */
    private record StartedRun(String command, CompletableFuture<CliRun> run) {

        CliRun result() {
            return run.orTimeout(Deadlines.inSeconds(120), TimeUnit.SECONDS).join();
        }

        @Override
        public String toString() {
            return command;
        }
    }

    /** A row of {@link #WRONG_SETTINGS}, with a run of each of three commands. */
    private record WrongSettings(String row, int code, String words, List<StartedRun> runs) {

        @Override
        public String toString() {
            return row;
        }
    }

    /** Listener, host, settings, exit code and a part of the message. */
    private static final String WRONG_SETTINGS = """
            TLS        | localhost | security.protocol=SSL TRUST                                 | 0  | refused
            TLS        | localhost | security.protocol=SSL                                       | 2  | CA that is not in ssl.truststore
            TLS        | 127.0.0.1 | security.protocol=SSL TRUST                                 | 2  | certificate is for other names
            MTLS       | localhost | security.protocol=SSL TRUST                                 | 2  | wants a certificate of the client
            EXPIRED    | localhost | security.protocol=SSL TRUST                                 | 2  | Authentication at Kafka
            PLAINTEXT  | 127.0.0.1 | security.protocol=SSL                                       | 2  | without TLS; set security.protocol
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN ME    | 0  | refused
            SASL       | 127.0.0.1 | client.id=x                                                 | 2  | requires SASL (security.protocol=SASL_PLAINTEXT)
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN YOU   | 2  | Invalid username or password
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT sasl.mechanism=SCRAM-SHA-256 SCRAM | 2  | enabled mechanisms are [PLAIN]
            SASL       | 127.0.0.1 | security.protocol=SASL_SSL sasl.mechanism=PLAIN ME          | 2  | without TLS
            PLAINTEXT  | 127.0.0.1 | security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN ME    | 2  | no SASL at this port
            TLS        | localhost | security.protocol=SSL ssl.truststore.location=/none.p12     | 64 | there is no file /none.p12
            TLS        | localhost | security.protocol=SSL TRUST ssl.truststore.password=wrong   | 64 | password was incorrect
            TLS        | localhost | security.protocol=SSL TRUST ssl.truststore.type=XYZ         | 64 | XYZ
            TLS        | localhost | security.protocol=SSL ssl.enabled.protocols=TLSv9           | 2  | during the handshake
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN       | 64 | set sasl.jaas.config
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT                            | 64 | set sasl.jaas.config
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT KERBEROS                   | 64 | GSSAPI
            SASL       | 127.0.0.1 | security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN BROKEN | 64 | sasl.jaas.config
            SASL       | 127.0.0.1 | security.protocol=SASL                                      | 64 | security.protocol
            PLAINTEXT  | 127.0.0.1 | retry.backoff.ms=abc                                        | 64 | retry.backoff.ms
            """;

    private static final Map<String, Integer> PORTS = new HashMap<>();
    private static final Map<String, String> PROTOCOLS = Map.of(
            "CLOSED", "PLAINTEXT",
            "NAMELESS", "PLAINTEXT",
            "SILENT", "PLAINTEXT",
            "TLS", "SSL",
            "MTLS", "SSL",
            "EXPIRED", "SSL",
            "SASL", "SASL_PLAINTEXT");

    /** Most of the time of a run is waiting; more at once would take each other's time on two cores. */
    private static final ExecutorService WAITING = Executors.newFixedThreadPool(9);

    @TempDir
    private static Path stores;

    private static ServerSocket silent;
    private static BrokerProcess broker;
    private static CompletableFuture<CliRun> ofAStoppedBroker;
    private static Path trust;

    @BeforeAll
    static void start() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        PORTS.put("PLAINTEXT", TestBroker.freePort());
        PORTS.put("STOPPING", TestBroker.freePort());
        PROTOCOLS.keySet().forEach(name -> PORTS.put(name, TestBroker.freePort()));
        var keys = KeyTool.keys(stores, "broker.p12", "localhost");
        var expired = KeyTool.keys(stores, "expired.p12", "localhost", "-startdate", "-10d", "-validity", "3");
        trust = KeyTool.trust(keys);
        var settings = new HashMap<String, String>();
        var map = new ArrayList<>(List.of("PLAINTEXT:PLAINTEXT", "CONTROLLER:PLAINTEXT"));
        var listeners = new ArrayList<String>();
        var advertised = new ArrayList<>(List.of("PLAINTEXT://" + at("PLAINTEXT")));
        PROTOCOLS.forEach((name, protocol) -> {
            map.add(name + ":" + protocol);
            listeners.add(name + "://" + at(name));
            advertised.add(name + "://" + advertised(name));
        });
        settings.put("listener.security.protocol.map", String.join(",", map));
        settings.put("listeners", String.join(",", listeners));
        settings.put("advertised.listeners", String.join(",", advertised));
        for (var name : List.of("tls", "mtls", "expired")) {
            settings.put(
                    "listener.name." + name + ".ssl.keystore.location",
                    (name.equals("expired") ? expired : keys).toString());
            settings.put("listener.name." + name + ".ssl.keystore.password", KeyTool.PASSWORD);
        }
        settings.put("listener.name.mtls.ssl.client.auth", "required");
        settings.put("listener.name.mtls.ssl.truststore.location", trust.toString());
        settings.put("listener.name.mtls.ssl.truststore.password", KeyTool.PASSWORD);
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.sasl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_me=\"mine\";");
        broker = TestBroker.another("refused", PORTS.get("PLAINTEXT"), settings);
        broker.start();
        new CliRunner().run("topic", "create", "refused", "-b", at("PLAINTEXT")).ok();
        // It takes the longest, so the other tests run meanwhile.
        ofAStoppedBroker = CompletableFuture.supplyAsync(RefusedConnectionTest::consumeUntilTheBrokerStops, WAITING);
    }

    @AfterAll
    static void stop() throws IOException {
        WAITING.shutdownNow();
        broker.close();
        silent.close();
    }

    static List<StartedRun> commandsAtAnUnreachableAddress() {
        return Stream.of(
                        "topics",
                        "topic create made",
                        "topic describe refused",
                        "topic alter refused --partitions 3",
                        "topic truncate refused",
                        "topic delete refused",
                        "produce refused --value v",
                        "consume refused --from beginning --exit",
                        "consume refused --group g --exit",
                        "groups",
                        "group describe g",
                        "group reset g --to beginning",
                        "group delete g",
                        "brokers",
                        "partition-of key --topic refused",
                        "generate refused --count 1")
                .map(command -> start("CLOSED", command))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commandsAtAnUnreachableAddress")
    void every_command_reports_an_unreachable_advertised_address(StartedRun started) {
        var run = started.result();

        assertThat(run.err())
                .contains(
                        "Broker 1 advertises the address " + advertised("CLOSED"),
                        "Connection refused",
                        "Set advertised.listeners of the broker");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).doesNotContain("Exception", "Weir");
    }

    @ParameterizedTest
    @CsvSource({"NAMELESS, is a name that does not resolve", "SILENT, does not answer as Kafka does"})
    void unreachable_advertised_address_has_a_reason(String listener, String reason) {
        var run = run(listener, "groups");

        assertThat(run.err())
                .contains("Broker 1 advertises the address " + advertised(listener), reason, "advertised.listeners")
                .hasLineCount(1);
        assertThat(run.exit()).isEqualTo(2);
    }

    /** Kafka's consumer retries the bootstrap servers without end, and reports nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"CLOSED", "NAMELESS"})
    void member_that_cannot_join_its_group_fails_with_the_reason(String listener) {
        var run = start(listener, "consume refused --group member").result();

        assertRefused(run, 2, "Broker 1 advertises the address");
    }

    @Test
    void doctor_reports_an_unreachable_advertised_address() {
        var run = run("CLOSED", "doctor");

        assertThat(run.lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("good      address") && line.contains(at("CLOSED")))
                .anyMatch(line -> line.startsWith("bad       broker") && line.contains(advertised("CLOSED")));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }

    /** Kafka's client would read the TLS alert as a length and allocate 352 MB. */
    @Test
    void tls_port_is_reported_to_a_client_without_tls() {
        for (var command : List.of("topics", "produce refused --value v", "consume refused", "doctor", "groups")) {
            var run = run("TLS", command.split(" "));

            assertThat(run.err()).contains(at("TLS") + " speaks TLS; set security.protocol to SSL or SASL_SSL");
            assertThat(run.err()).hasLineCount(1);
            assertThat(run.exit()).isEqualTo(2);
        }
    }

    @Test
    void port_of_another_protocol_is_reported() throws IOException {
        try (var http = answering("HTTP/1.1 400 Bad Request\r\n\r\n");
                var ssh = answering("SSH-2.0-OpenSSH_9.6\r\n");
                var closing = answering("")) {
            assertRefused(run("127.0.0.1:" + http.getLocalPort(), "topics"), 2, "speaks HTTP");
            assertRefused(run("127.0.0.1:" + ssh.getLocalPort(), "topics"), 2, "does not speak Kafka's protocol");
            assertRefused(run("127.0.0.1:" + closing.getLocalPort(), "topics"), 2, "closes the connection");
        }
    }

    static List<WrongSettings> wrongSettings() {
        return WRONG_SETTINGS.lines().map(RefusedConnectionTest::started).toList();
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void wrong_security_settings_are_reported_with_a_reason(WrongSettings wrong) {
        for (var started : wrong.runs()) {
            var run = started.result();
            assertThat(run.exit()).as(run.err()).isEqualTo(wrong.code());
            if (wrong.code() != 0) {
                assertRefused(run, wrong.code(), wrong.words());
            }
        }
    }

    /** The last, because its run goes on beside the others. */
    @Test
    @Order(Integer.MAX_VALUE)
    void broker_stopped_during_consume_is_not_reported_as_tls() {
        var run = ofAStoppedBroker
                .orTimeout(Deadlines.inSeconds(120), TimeUnit.SECONDS)
                .join();

        // Rejected commits are reported before.
        assertThat(run.err().lines().reduce((one, next) -> next).orElseThrow())
                .contains("No broker answers: " + at("STOPPING"), "Connection refused");
        assertThat(run.err()).doesNotContain("TLS");
        assertThat(run.exit()).isEqualTo(2);
    }

    private static CliRun consumeUntilTheBrokerStops() {
        try (var stopping = TestBroker.another("stopping", PORTS.get("STOPPING"), Map.of())) {
            stopping.start();
            new CliRunner()
                    .run("topic", "create", "stopping", "-b", stopping.bootstrapServers())
                    .ok();
            var reading = CompletableFuture.supplyAsync(() ->
                    new CliRunner().run("consume", "stopping", "--group", "g", "-b", stopping.bootstrapServers()));
            await().atMost(Deadlines.seconds(60)).until(() -> new CliRunner()
                    .run("group", "describe", "g", "-o", "csv", "-b", stopping.bootstrapServers())
                    .out()
                    .contains("stopping"));
            stopping.kill();
            return reading.orTimeout(Deadlines.inSeconds(60), TimeUnit.SECONDS).join();
        }
    }

    private static void assertRefused(CliRun run, int code, String words) {
        assertThat(run.err()).contains(words).hasLineCount(1).doesNotContain("\tat ", "Exception:", "Weir itself");
        assertThat(run.exit()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    private static String written(String settings) {
        var plain = "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required ";
        return settings.replace(" ", "\n")
                .replace(
                        "TRUST",
                        "ssl.truststore.location=%s\nssl.truststore.password=%s".formatted(trust, KeyTool.PASSWORD))
                .replace("\nME", "\n" + plain + "username=\"me\" password=\"mine\";")
                .replace("\nYOU", "\n" + plain + "username=\"me\" password=\"yours\";")
                .replace("\nBROKEN", "\n" + plain + "username=\"me\" password=\"mine\"")
                .replace(
                        "\nSCRAM",
                        "\nsasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"me\""
                                + " password=\"mine\";")
                .replace(
                        "\nKERBEROS",
                        "\nsasl.kerberos.service.name=kafka\nsasl.jaas.config="
                                + "com.sun.security.auth.module.Krb5LoginModule required useTicketCache=true;");
    }

    private static WrongSettings started(String row) {
        var cells = row.split("\\s*\\|\\s*", -1);
        try {
            var file = Files.writeString(Files.createTempFile(stores, "client", ".properties"), written(cells[2]));
            var runs = Stream.of("topics", "produce refused --value v", "consume refused --from beginning --exit -q")
                    .map(command -> start(cells[1] + ":" + PORTS.get(cells[0]), command + " --config " + file, WAITING))
                    .toList();
            return new WrongSettings(row, Integer.parseInt(cells[3]), cells[4], runs);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static StartedRun start(String listenerOrAddress, String command) {
        return start(listenerOrAddress, command, task -> new Thread(task).start());
    }

    private static StartedRun start(String listenerOrAddress, String command, Executor thread) {
        return new StartedRun(
                command, CompletableFuture.supplyAsync(() -> run(listenerOrAddress, command.split(" ")), thread));
    }

    private static CliRun run(String listenerOrAddress, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--brokers", listenerOrAddress.contains(":") ? listenerOrAddress : at(listenerOrAddress)));
        return new CliRunner().run(all.toArray(String[]::new));
    }

    /** The address of a listener. */
    private static String at(String name) {
        return "127.0.0.1:" + PORTS.get(name);
    }

    /** The address that the broker advertises. */
    private static String advertised(String name) {
        return switch (name) {
            case "CLOSED" -> "127.0.0.1:1";
            case "NAMELESS" -> "no-such-host.invalid:9092";
            case "SILENT" -> "127.0.0.1:" + silent.getLocalPort();
            default -> (name.contains("TLS") || name.equals("EXPIRED") ? "localhost:" : "127.0.0.1:") + PORTS.get(name);
        };
    }

    /** A server that sends the same bytes to every client and closes the connection. */
    private static ServerSocket answering(String words) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (var client = server.accept()) {
                    client.getInputStream().readNBytes(4);
                    client.getOutputStream().write(words.getBytes(UTF_8));

                } catch (IOException gone) {
                    // The server accepts the next client.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}

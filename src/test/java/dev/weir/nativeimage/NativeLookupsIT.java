package dev.weir.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import dev.weir.access.ApiKey;
import dev.weir.cli.CommandSession;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.SecuredBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A native executable has no class, member or resource that is looked up by name unless it is registered. Here the
 * packaged service and every command run on the JVM, and each look-up that native-image would refuse is a failure with
 * the line that mends it.
 */
class NativeLookupsIT {

    private static final Path PACKAGED = Path.of("target", "quarkus-app");
    private static final Path LOOKUPS = Path.of("target", "native-lookups");
    private static final String WITH_BUFFER = "dev.weir.violations.produce.KeepsABuffer";
    private static final Path SOURCES = Path.of("target", "native-sources");

    @TempDir
    private static Path directory;

    private static NativeSources sources;
    private static CallSites callSites;
    private static SecuredBroker broker;
    private static AgentRun service;
    private static AgentRun commands;
    private static AgentRun initialisers;
    private static String staticObjects;

    @BeforeAll
    static void run() throws Exception {
        sources = NativeSources.in(SOURCES);
        callSites = new CallSites(sources);
        broker = new SecuredBroker(directory);
        commands = AgentRun.in(LOOKUPS.resolve("commands"), sources.runtimeClasses());
        runCommands();
        service = AgentRun.in(LOOKUPS.resolve("service"), sources.runtimeClasses());
        runService();
        initialise();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void the_service_looks_up_nothing_that_is_not_registered() throws IOException {
        assertThat(new Gaps(sources, callSites).of(service.lookups())).isEmpty();
    }

    @Test
    void no_command_looks_up_anything_that_is_not_registered() throws IOException {
        assertThat(new Gaps(sources, callSites).of(commands.lookups())).isEmpty();
    }

    @Test
    void no_library_of_jni_looks_up_anything_that_is_not_registered() throws IOException {
        assertThat(libraries()).contains("zstd", "snappy", "netty");
        assertThat(jniGaps(sources)).isEmpty();
    }

    @Test
    void no_static_initialiser_needs_what_is_initialised_at_run_time() throws IOException {
        assertThat(new Gaps(sources, callSites).of(initialisers.lookups())).isEmpty();
        assertThat(staticObjects.lines()).containsExactlyElementsOf(linesOn(WITH_BUFFER));
    }

    /** Were one of these not registered, the tests above would say so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.github.benmanes.caffeine.cache.PSAWRMW",
                "com.github.benmanes.caffeine.cache.PSWRMW",
                "com.github.benmanes.caffeine.cache.SSMSAR",
                "com.github.benmanes.caffeine.cache.SSMSWR",
                "com.github.luben.zstd",
                "com.github.luben.zstd.ZstdInputStreamNoFinalizer",
                "com.github.luben.zstd.ZstdOutputStreamNoFinalizer",
                "ErrorBody",
                "io.smallrye.reactive.messaging.kafka.KafkaConsumer",
                "linux/amd64/libzstd-jni",
                "libsnappyjava",
                "org.apache.kafka.clients.NetworkClient",
                "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator",
                "org.apache.kafka.common.security.scram.ScramLoginModule",
                "org.xerial.snappy",
                "org.xerial.snappy.SnappyNative",
                "StickyPartitioner",
                "TopicsCommand"
            })
    void a_name_that_is_not_registered_is_found(String name) throws IOException {
        var gaps = gaps(sources.without(name));
        gaps.removeAll(gaps(sources));
        assertThat(gaps).isNotEmpty().allMatch(line -> line.contains(name));
    }

    /** The files that the annotation processor of picocli and Weir itself add. */
    @ParameterizedTest
    @CsvSource({"picocli-generated, TruncateTopicCommand, 30", "native-image/dev.weir/weir, jni-config.json, 4"})
    void a_file_of_registrations_that_is_absent_is_found(String file, String part, int least) throws IOException {
        var gaps = gaps(NativeSources.in(SOURCES, file));
        gaps.removeAll(gaps(sources));
        assertThat(gaps).hasSizeGreaterThanOrEqualTo(least).anyMatch(line -> line.contains(part));
    }

    @Test
    void a_buffer_in_a_static_field_is_found() {
        assertThat(linesOn(WITH_BUFFER))
                .singleElement(STRING)
                .startsWith(WITH_BUFFER + ".NOTHING has a io.vertx.core.buffer.");
    }

    @Test
    void a_class_that_would_be_initialised_too_early_is_found() throws IOException {
        var early = onlyOf("ZstdDecoder");
        assertThat(new Gaps(sources.without(early), callSites).of(initialisers.lookups()))
                .allMatch(line -> line.startsWith("--initialize-at-run-time=" + early))
                .anyMatch(line -> line.endsWith("needs com.github.luben.zstd.util.Native"))
                .anyMatch(line -> line.contains("loads libzstd"));
    }

    @Test
    void every_name_that_weir_itself_registers_exists() throws IOException {
        assertThat(sources.namesOfWeir())
                .contains("com.github.luben.zstd", onlyOf("ZstdDecoder"), "org.xerial.snappy.SnappyNative")
                .allMatch(sources::exists);
    }

    private static List<String> linesOn(String type) {
        return staticObjects.lines().filter(line -> line.startsWith(type + ".")).toList();
    }

    private static String onlyOf(String simpleName) {
        return sources.ours().stream()
                .filter(name -> name.endsWith("." + simpleName))
                .findFirst()
                .orElseThrow();
    }

    private static String libraries() throws IOException {
        return Stream.concat(service.libraries().stream(), commands.libraries().stream())
                .map(JniLibrary::toString)
                .collect(Collectors.joining(" "));
    }

    private static Set<String> gaps(NativeSources registered) throws IOException {
        var gaps = jniGaps(registered);
        for (var run : List.of(service, commands)) {
            gaps.addAll(new Gaps(registered, callSites).of(run.lookups()));
        }
        return gaps;
    }

    private static Set<String> jniGaps(NativeSources registered) throws IOException {
        var gaps = new TreeSet<String>();
        for (var run : List.of(service, commands)) {
            for (var library : run.libraries()) {
                gaps.addAll(library.gaps(run.loaded(), registered));
            }
        }
        return gaps;
    }

    private static void initialise() throws IOException, InterruptedException {
        initialisers = AgentRun.in(LOOKUPS.resolve("initialisers"), sources.runtimeClasses());
        staticObjects = java(
                initialisers,
                jars(SOURCES, ".", "lib"),
                String.join("\n", sources.ours()) + "\n" + WITH_BUFFER,
                StaticInitialisers.class,
                sources.runtimeClasses());
    }

    private static void runCommands() throws IOException, InterruptedException {
        var lines = CommandTour.lines(broker, directory);
        var healthy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        healthy.createContext("/q/health/live", request -> {
            request.sendResponseHeaders(200, -1);
            request.close();
        });
        healthy.start();
        try {
            lines.add("health --live --port " + healthy.getAddress().getPort());
            java(
                    commands,
                    jars(PACKAGED, "app", "lib/main", "lib/boot"),
                    String.join("\n", lines),
                    CommandSession.class,
                    List.of());
        } finally {
            healthy.stop(0);
        }
    }

    private static String jars(Path root, String... directories) {
        return Stream.of(directories)
                .map(each -> root.resolve(each).normalize() + "/*")
                .collect(Collectors.joining(":"));
    }

    /** Runs a program of the tests with jars to its end, and returns what it writes. */
    private static String java(
            AgentRun agent, String jars, String input, Class<?> program, Collection<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                agent.option(),
                "-Xshare:auto",
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Duser.home=" + directory,
                "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls="
                        + broker.issuer().tokenUrl(),
                "-cp",
                jars + ":target/test-classes",
                program.getName()));
        command.addAll(arguments);
        var errors = Files.createTempFile(directory, program.getSimpleName(), ".err");
        var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(Deadlines.seconds(60).toSeconds(), TimeUnit.SECONDS))
                .as("the end of %s", program)
                .isTrue();
        assertThat(process.exitValue())
                .as("%s%n%s", output, Files.readString(errors))
                .isZero();
        return output;
    }

    private static void runService() throws IOException, InterruptedException {
        var settings = new HashMap<String, String>();
        broker.ways().get("scram-512").forEach((name, value) -> settings.put("kafka." + name, value));
        settings.remove("kafka.bootstrap.servers");
        settings.put("mp.messaging.outgoing.records-all-out.compression.type", "zstd");
        settings.put("mp.messaging.outgoing.records-leader-out.compression.type", "snappy");
        settings.put("mp.messaging.outgoing.records-none-out.compression.type", "lz4");
        var key = ApiKey.create("tour", List.of("tour"));
        var line = "tour:" + key.key().sha256() + ":tour\n";
        settings.put(
                "weir.auth.keys-file",
                Files.writeString(directory.resolve("keys"), line).toString());
        settings.put("weir.access.tour.topics", "*");
        settings.put("weir.access.tour.groups", "*");
        settings.put(
                "weir.access.tour.may",
                "produce,read,describe,offsets,create,alter,delete,truncate,generate,metrics,dead-letters,pushes");
        settings.put("weir.audit.topic", "audit");
        settings.put("weir.cluster.name", "tour");
        settings.put("weir.cluster.url", "http://127.0.0.1:1");
        settings.put("weir.receive.github.topic", "github");
        settings.put("weir.receive.github.headers", "X-GitHub-Event");
        settings.put("weir.receive.github.signature", "github");
        settings.put(
                "weir.receive.github.secrets-file",
                Files.writeString(directory.resolve("github"), ServiceTour.GITHUB_SECRET)
                        .toString());
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", request -> {
            var body = new String(request.getRequestBody().readAllBytes(), UTF_8);
            request.sendResponseHeaders(body.contains(ServiceTour.REJECTED) ? 400 : 204, -1);
            request.close();
        });
        settings.put("weir.push.tour.topic", "pushed");
        settings.put(
                "weir.push.tour.url",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        settings.put("weir.push.tour.allowed-hosts", "127.0.0.1");
        settings.put("weir.push.tour.filter", "key != \"c\"");
        settings.put(
                "weir.push.tour.secrets-file",
                Files.writeString(
                                directory.resolve("push"),
                                "whsec_" + Base64.getEncoder().encodeToString(new byte[32]) + "\n")
                        .toString());
        receiver.start();
        try (var weir = WeirProcess.startScript(script(), "native-lookups", broker.saslAddress(), settings)) {
            var failures = new ArrayList<String>();
            new ServiceTour(weir.port(), key.secret(), failures).run();
            assertThat(failures).isEmpty();
        } finally {
            receiver.stop(0);
        }
    }

    /** A script in the place of Weir's own, which archives classes; a JVM with an agent cannot. */
    private static Path script() throws IOException {
        var home = Files.createDirectories(directory.resolve("weir"));
        var script = Files.writeString(home.resolve("weir"), """
                #!/bin/sh
                exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -XX:TieredStopAtLevel=1 '%s' "$@" -jar '%s'
                """.formatted(
                        service.option(), PACKAGED.resolve("quarkus-run.jar").toAbsolutePath()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return home;
    }
}

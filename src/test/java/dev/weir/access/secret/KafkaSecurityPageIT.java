package dev.weir.access.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.promise.WeirProcess;
import dev.weir.testing.ForeignPrograms;
import dev.weir.testing.KeyTool;
import dev.weir.testing.RawHttp;
import dev.weir.testing.SecuredBroker;
import dev.weir.testing.TestIssuer;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block of settings of the page connects the service and the command line to a broker that requires them. */
class KafkaSecurityPageIT {

    private static final Path PAGE = Path.of("docs", "kafka-security.md");
    private static final Pattern BLOCK = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path directory;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new SecuredBroker(directory);
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("web_log", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void the_page_has_each_protocol_and_mechanism() throws IOException {
        assertThat(String.join("", blocks()))
                .contains(
                        "=PLAIN\n",
                        "=SCRAM-SHA-256\n",
                        "=SCRAM-SHA-512\n",
                        "=OAUTHBEARER\n",
                        "=SSL\n",
                        "keystore.type=PEM\n");
    }

    static List<Integer> numbers() throws IOException {
        return IntStream.range(0, blocks().size()).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void the_settings_of_a_block_connect_both_programs(int number) throws Exception {
        var text = filledIn(blocks().get(number));
        var file = Files.writeString(directory.resolve("client-" + number + ".properties"), text);

        var environment = Map.of("WEIR_OAUTH_URLS", broker.issuer().tokenUrl());
        var topics = ForeignPrograms.run(
                directory.resolve("cli-" + number + ".log"),
                environment,
                Path.of("kafka-cli").toAbsolutePath().toString(),
                "topics",
                "--config",
                file.toString());
        var settings = prefixed(text);
        var address = settings.remove("kafka.bootstrap.servers");
        RawHttp.Answer stored;
        try (var weir = WeirProcess.start("kafka-security-" + number, address, settings, environment)) {
            stored = new RawHttp(URI.create("http://localhost:" + weir.port()))
                    .post("/topics/web_log/records", "text/plain", "x");
        }

        assertThat(topics).contains("web_log");
        assertThat(stored.status()).as(stored.body()).isEqualTo(200);
    }

    /** The page's names of hosts, files and secrets stand for those of the broker. */
    private static String filledIn(String block) throws Exception {
        return block.replace("kafka.example.com:9093", broker.saslAddress())
                .replace("kafka.example.com:9096", broker.oauthAddress())
                .replace("https://id.example.com/token", broker.issuer().tokenUrl())
                .replace("oauth-secret", TestIssuer.SECRET)
                .replace("kafka.example.com:9094", broker.serverTlsAddress())
                .replace("kafka.example.com:9095", broker.mutualTlsAddress())
                .replace("\"alice\"", '"' + SecuredBroker.USER + '"')
                .replace("alice-secret", KeyTool.PASSWORD)
                .replace("store-secret", KeyTool.PASSWORD)
                .replace("/etc/weir/ca.pem", broker.certificate().toString())
                .replace("/etc/weir/ca.p12", broker.trust().toString())
                .replace("/etc/weir/client.pem", broker.keysAsPem().toString())
                .replace("/etc/weir/client.p12", broker.keys().toString());
    }

    private static Map<String, String> prefixed(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        var settings = new HashMap<String, String>();
        properties.forEach((name, value) -> settings.put("kafka." + name, value.toString()));
        return settings;
    }
}

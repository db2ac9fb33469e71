package dev.weir.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A channel's emitter beside its producer, without HTTP; writes {@code target/benchmark/emitter.md}. */
@EnabledIf("isChosen")
class EmitterComparison {

    /** The name by which the pattern of cases finds it. */
    static final String NAME = "emitter";

    private static final Path REPORT = Path.of("target", "benchmark");

    private BrokerProcess broker;

    static boolean isChosen() {
        return NAME.matches(System.getProperty(Benchmark.CASES_PROPERTY, ".*"));
    }

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.another("emitter", Map.of());
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(EmitterBenchmark.TOPIC, 4, (short) 1), new NewTopic("web_log", 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void compare() throws IOException {
        Files.createDirectories(REPORT);
        var json = REPORT.resolve("emitter.json");
        JmhProcess.run(EmitterBenchmark.class, broker.bootstrapServers(), json, REPORT.resolve("emitter.log"));
        var table = EmitterTable.of(new ObjectMapper().readTree(json.toFile()));
        Files.writeString(REPORT.resolve("emitter.md"), table);
        System.out.println(table);
    }
}

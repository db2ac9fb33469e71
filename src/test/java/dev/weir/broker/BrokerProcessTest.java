package dev.weir.broker;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrokerProcessTest {

    private static final Duration TIMEOUT = Deadlines.seconds(20);
    private static final Path DIRECTORY = Scratch.newDirectory("process");
    private static final int PORT = LoopbackPorts.freePort();
    private static final BrokerProcess BROKER = BrokerProcess.standalone(DIRECTORY, PORT, Map.of());

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void keeps_its_records_when_it_is_stopped() throws Exception {
        var records = Records.create(BROKER.bootstrapServers(), "stopped");
        records.send("before", TIMEOUT);

        BROKER.stop();
        BROKER.start();
        records.send("after", TIMEOUT);

        assertThat(records.values()).containsExactly("before", "after");
    }

    @Test
    void keeps_its_records_when_it_is_killed() throws Exception {
        var records = Records.create(BROKER.bootstrapServers(), "killed");
        records.send("before", TIMEOUT);

        BROKER.kill();
        BROKER.start();
        records.send("after", TIMEOUT);

        assertThat(records.values()).containsExactly("before", "after");
    }

    @Test
    void takes_over_the_data_of_a_killed_broker_with_another_controller_port() throws Exception {
        var records = Records.create(BROKER.bootstrapServers(), "taken-over");
        records.send("before", TIMEOUT);

        BROKER.kill();
        try (var successor = BrokerProcess.standalone(DIRECTORY, PORT, Map.of())) {
            successor.start();
            records.send("after", TIMEOUT);

            assertThat(records.values()).containsExactly("before", "after");
        }
        BROKER.start();
    }

    @Test
    void a_paused_broker_does_not_respond() throws Exception {
        var records = Records.create(BROKER.bootstrapServers(), "paused");

        BROKER.pause();
        assertThatThrownBy(() -> records.send("during", Duration.ofSeconds(1)))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(TimeoutException.class),
                        failure -> assertThat(failure)
                                .isInstanceOf(ExecutionException.class)
                                .hasCauseInstanceOf(TimeoutException.class));
        BROKER.resume();
        records.send("after", TIMEOUT);

        assertThat(records.values()).contains("after");
    }

    @Test
    void can_be_stopped_while_it_is_paused() {
        BROKER.pause();
        BROKER.stop();

        assertThat(BROKER.isRunning()).isFalse();
        BROKER.start();
    }

    @Test
    void listens_on_the_loopback_address_only() {
        // All of 127.0.0.0/8 leads to this machine, so a broker on 0.0.0.0 would answer at its second address, too.
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress("127.0.0.2", PORT), 1_000);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_broker_that_fails_to_start_shows_the_end_of_its_log() {
        var broker = BrokerProcess.standalone(
                Scratch.newDirectory("broken"), LoopbackPorts.freePort(), Map.of("num.io.threads", "many"));

        assertThatThrownBy(broker::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not come up")
                .hasMessageContaining("Invalid value many for configuration num.io.threads");
    }

    @Test
    void ends_when_the_process_that_started_it_is_killed() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var parent = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentMain.class.getName(),
                        Scratch.newDirectory("orphan").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = parent.inputReader(StandardCharsets.UTF_8).readLine();
        var broker = ProcessHandle.of(Long.parseLong(line.split(" ", -1)[1])).orElseThrow();

        parent.destroyForcibly();

        await().atMost(TIMEOUT).until(() -> !broker.isAlive());
    }
}

package dev.weir.kafka;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.model.Failure;
import dev.weir.testing.Deadlines;
import dev.weir.testing.TcpProxy;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterMonitorTest {

    private static final Duration TIMEOUT = Deadlines.seconds(20);
    private static final String NOWHERE = "127.0.0.1:1";
    private static final DescribeClusterOptions SHORT = new DescribeClusterOptions().timeoutMs(1_000);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_cluster_is_unavailable_until_it_has_responded() {
        try (var admin = KafkaAdmin.to(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var monitor = new ClusterMonitor(admin, vertx);

            assertThat(monitor.isKnown()).isFalse();
            assertThat(monitor.problem()).map(Failure::kind).contains(Failure.Kind.UNAVAILABLE);
        }
    }

    @Test
    void a_cluster_that_responds_has_no_problem_and_no_reason() {
        try (var admin = KafkaAdmin.to(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var monitor = new ClusterMonitor(admin, vertx);
            monitor.start(new StartupEvent());
            try {
                await().atMost(TIMEOUT).until(() -> monitor.problem().isEmpty());

                assertThat(monitor.isKnown()).isTrue();
                assertThat(monitor.reason()).isEmpty();
            } finally {
                monitor.stop();
            }
        }
    }

    @Test
    void the_reason_of_an_outage_names_the_address() {
        try (var admin = KafkaAdmin.to(Map.of("bootstrap.servers", NOWHERE))) {
            var monitor = new ClusterMonitor(admin, vertx);
            monitor.start(new StartupEvent());
            try {
                await().atMost(TIMEOUT).until(() -> monitor.reason().isPresent());

                assertThat(monitor.isKnown()).isTrue();
                assertThat(monitor.problem()).map(Failure::kind).contains(Failure.Kind.UNAVAILABLE);
                assertThat(monitor.reason().orElseThrow()).contains(NOWHERE, "Connection refused");
            } finally {
                monitor.stop();
            }
        }
    }

    /** The first probe fails at once, because the client is closed, and the next one has a new client. */
    @Test
    void the_cluster_is_probed_again_after_a_failed_probe() {
        try (var admin = KafkaAdmin.to(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var monitor = new ClusterMonitor(admin, vertx);
            monitor.admin.admin().close();
            monitor.start(new StartupEvent());
            try {
                assertThat(monitor.problem()).isPresent();
                await().atMost(TIMEOUT).until(() -> monitor.problem().isEmpty());
            } finally {
                monitor.stop();
            }
        }
    }

    /** As the list of very many topics, which takes a broker seconds. */
    @Test
    void a_request_without_a_response_does_not_look_like_an_outage() throws Exception {
        int port = TestBroker.freePort();
        try (var proxy = new TcpProxy(0, port);
                var broker = TestBroker.another("cluster-monitor", port, advertised(proxy));
                var admin = KafkaAdmin.to(Map.of("bootstrap.servers", "127.0.0.1:" + proxy.port()))) {
            broker.start();
            admin.admin().describeCluster().nodes().get();
            proxy.hold();
            var monitor = new ClusterMonitor(admin, vertx);
            monitor.start(new StartupEvent());
            try {
                await().atMost(TIMEOUT).until(() -> monitor.problem().isEmpty());

                assertThat(admin.admin().describeCluster(SHORT).nodes().toCompletionStage())
                        .failsWithin(TIMEOUT)
                        .withThrowableThat()
                        .withCauseInstanceOf(TimeoutException.class);
                assertThat(monitor.problem()).isEmpty();
            } finally {
                monitor.stop();
            }
        }
    }

    private static Map<String, String> advertised(TcpProxy proxy) {
        return Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port());
    }
}

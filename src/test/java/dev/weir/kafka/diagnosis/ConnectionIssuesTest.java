package dev.weir.kafka.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionIssuesTest {

    private final ConnectionIssues issues = new ConnectionIssues();

    @Test
    void a_broker_that_several_clients_cannot_reach_is_logged_once() {
        assertThat(issues.isNew(line("Producer clientId=a", 1, "127.0.0.1:9092")))
                .isTrue();

        assertThat(issues.isNew(line("Producer clientId=a", 1, "127.0.0.1:9092")))
                .isFalse();
        assertThat(issues.isNew(line("Consumer clientId=b, groupId=g", 1, "127.0.0.1:9092")))
                .isFalse();
    }

    @Test
    void each_broker_is_logged() {
        assertThat(issues.isNew(line("AdminClient clientId=a", 1, "127.0.0.1:9092")))
                .isTrue();
        assertThat(issues.isNew(line("AdminClient clientId=a", 2, "127.0.0.1:9093")))
                .isTrue();
    }

    @Test
    void a_bootstrap_broker_is_logged_once_too() {
        var line = "[Producer clientId=a] Bootstrap broker 127.0.0.1:9092 (id: -1 rack: null) disconnected";

        assertThat(issues.isNew(line)).isTrue();
        assertThat(issues.isNew(line)).isFalse();
    }

    @Test
    void other_lines_are_logged_each_time() {
        assertThat(issues.isNew("Connection refused")).isTrue();
        assertThat(issues.isNew("Connection refused")).isTrue();
    }

    private static String line(String client, int node, String address) {
        return "[%s] Connection to node %d (/%s) could not be established. Node may not be available."
                .formatted(client, node, address);
    }
}

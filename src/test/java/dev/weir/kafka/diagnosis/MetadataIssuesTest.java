package dev.weir.kafka.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataIssuesTest {

    private final MetadataIssues issues = new MetadataIssues();

    @Test
    void a_repeated_error_is_logged_once() {
        assertThat(issues.isNew(line("[Producer clientId=a]", 3, "web_log=UNKNOWN_TOPIC_OR_PARTITION")))
                .isTrue();
        assertThat(issues.isNew(line("[Producer clientId=a]", 4, "web_log=UNKNOWN_TOPIC_OR_PARTITION")))
                .isFalse();
        assertThat(issues.isNew(line("[Consumer clientId=b, groupId=g]", 1, "web_log=UNKNOWN_TOPIC_OR_PARTITION")))
                .isFalse();
    }

    @Test
    void a_changed_error_is_logged() {
        issues.isNew(line("[Producer clientId=a]", 3, "t=UNKNOWN_TOPIC_OR_PARTITION"));

        assertThat(issues.isNew(line("[Producer clientId=a]", 4, "t=LEADER_NOT_AVAILABLE")))
                .isTrue();
        assertThat(issues.isNew(line("[Producer clientId=a]", 5, "t=UNKNOWN_TOPIC_OR_PARTITION")))
                .isTrue();
    }

    @Test
    void a_new_error_beside_a_known_one_is_logged() {
        issues.isNew(line("[Producer clientId=a]", 3, "t=LEADER_NOT_AVAILABLE"));

        assertThat(issues.isNew(line("[Producer clientId=a]", 4, "t=LEADER_NOT_AVAILABLE, u=LEADER_NOT_AVAILABLE")))
                .isTrue();
        assertThat(issues.isNew(line("[Producer clientId=a]", 5, "u=LEADER_NOT_AVAILABLE, t=LEADER_NOT_AVAILABLE")))
                .isFalse();
    }

    @Test
    void any_other_line_is_logged() {
        assertThat(issues.isNew("Bootstrap broker disconnected")).isTrue();
        assertThat(issues.isNew("Bootstrap broker disconnected")).isTrue();
    }

    private static String line(String client, int correlation, String topics) {
        return "%s The metadata response from the cluster reported a recoverable issue with correlation id %d : {%s}"
                .formatted(client, correlation, topics);
    }
}

package dev.weir.kafka.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataIssuesTest {

    private final MetadataIssues issues = new MetadataIssues();

    @Test
    void says_once_what_every_client_hears_again_and_again() {
        assertThat(issues.isNews(line("[Producer clientId=a]", 3, "web_log=UNKNOWN_TOPIC_OR_PARTITION")))
                .isTrue();
        assertThat(issues.isNews(line("[Producer clientId=a]", 4, "web_log=UNKNOWN_TOPIC_OR_PARTITION")))
                .isFalse();
        assertThat(issues.isNews(line("[Consumer clientId=b, groupId=g]", 1, "web_log=UNKNOWN_TOPIC_OR_PARTITION")))
                .isFalse();
    }

    @Test
    void says_what_has_changed() {
        issues.isNews(line("[Producer clientId=a]", 3, "t=UNKNOWN_TOPIC_OR_PARTITION"));

        assertThat(issues.isNews(line("[Producer clientId=a]", 4, "t=LEADER_NOT_AVAILABLE")))
                .isTrue();
        assertThat(issues.isNews(line("[Producer clientId=a]", 5, "t=UNKNOWN_TOPIC_OR_PARTITION")))
                .isTrue();
    }

    @Test
    void says_what_is_new_beside_what_is_known() {
        issues.isNews(line("[Producer clientId=a]", 3, "t=LEADER_NOT_AVAILABLE"));

        assertThat(issues.isNews(line("[Producer clientId=a]", 4, "t=LEADER_NOT_AVAILABLE, u=LEADER_NOT_AVAILABLE")))
                .isTrue();
        assertThat(issues.isNews(line("[Producer clientId=a]", 5, "u=LEADER_NOT_AVAILABLE, t=LEADER_NOT_AVAILABLE")))
                .isFalse();
    }

    @Test
    void leaves_every_other_line_alone() {
        assertThat(issues.isNews("Bootstrap broker disconnected")).isTrue();
        assertThat(issues.isNews("Bootstrap broker disconnected")).isTrue();
    }

    private static String line(String client, int correlation, String topics) {
        return "%s The metadata response from the cluster reported a recoverable issue with correlation id %d : {%s}"
                .formatted(client, correlation, topics);
    }
}

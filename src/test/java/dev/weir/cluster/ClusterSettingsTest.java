package dev.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

    private record Config(Optional<String> name, Optional<String> url, String topic) implements ClusterConfig {}

    @Test
    void a_weir_without_a_name_is_alone() {
        assertThat(settings(null, "http://10.0.0.1:8080", "weir.instances")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1:8080", "https://weir-1.weir.svc:8443", "http://[fd00::1]:8080"})
    void an_address_is_a_scheme_a_host_and_a_port(String url) {
        assertThat(settings("prod", url, "weir.instances").orElseThrow().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.1:8080               | begins with neither http:// nor https://
            ftp://10.0.0.1:8080         | begins with neither http:// nor https://
            HTTP://10.0.0.1:8080        | begins with neither http:// nor https://
            http://10.0.0.1             | has no port from 1 to 65535
            http://10.0.0.1:0           | has no port from 1 to 65535
            http://10.0.0.1:70000       | has no port from 1 to 65535
            http://10.0.0.1:8080/       | has more than that
            http://user@10.0.0.1:8080   | has more than that
            http://10.0.0.1:8080?x      | has more than that
            http://:8080                | has no host
            http://my_pod:8080          | has no host that is made of letters, digits, dots and hyphens
            http://a b:8080             | is malformed: Illegal character in authority
            """)
    void anything_else_is_refused_with_what_is_wrong(String url, String reason) {
        assertThatThrownBy(() -> settings("prod", url, "weir.instances"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("weir.cluster.url")
                .hasMessageContaining("'" + url + "' " + reason);
    }

    @Test
    void a_name_needs_an_address() {
        assertThatThrownBy(() -> settings("prod", null, "weir.instances"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("weir.cluster.url is not");
    }

    @Test
    void the_name_is_part_of_the_name_of_a_group() {
        assertThat(settings("prod", "http://a:1", "weir.instances")
                        .orElseThrow()
                        .group())
                .isEqualTo("weir.nodes-prod");
        assertThatThrownBy(() -> settings("a b", "http://a:1", "weir.instances"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("weir.cluster.name");
    }

    @Test
    void the_topic_has_a_name_that_kafka_takes() {
        assertThatThrownBy(() -> settings("prod", "http://a:1", "no topic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("weir.cluster.topic");
    }

    private static Optional<ClusterSettings> settings(String name, String url, String topic) {
        return ClusterSettings.of(new Config(Optional.ofNullable(name), Optional.ofNullable(url), topic));
    }
}

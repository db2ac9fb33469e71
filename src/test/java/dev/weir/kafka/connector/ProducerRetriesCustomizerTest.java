package dev.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProducerRetriesCustomizerTest {

    private final ProducerRetriesCustomizer customizer = new ProducerRetriesCustomizer();

    static Stream<Map<String, Object>> settingsWithoutRetries() {
        return Stream.of(Map.of("retries", "0", "acks", "all"), Map.of("retries", 0, "acks", "all"));
    }

    @ParameterizedTest
    @MethodSource("settingsWithoutRetries")
    void the_client_retries_until_its_delivery_timeout_where_the_connector_does_not(Map<String, Object> settings) {
        assertThat(customizer.customize("x-out", null, settings))
                .containsEntry("retries", Integer.toString(Integer.MAX_VALUE))
                .containsEntry("acks", "all");
    }

    @Test
    void a_configured_number_of_retries_is_kept() {
        assertThat(customizer.customize("x-out", null, Map.of("retries", "3"))).containsEntry("retries", "3");
    }

    @Test
    void settings_without_retries_are_kept() {
        assertThat(customizer.customize("x-in", null, Map.of())).isEmpty();
    }
}

package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedBrokerTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:${weir.broker.port}, true",
        "127.0.0.1:${weir.broker.port:9092}, true",
        "127.0.0.1:9092, false",
        "'kafka-1:9092,kafka-2:9092', false",
        ", false"
    })
    void starts_a_broker_only_for_the_address_that_names_its_port(String bootstrapServers, boolean isOurs) {
        assertThat(EmbeddedBroker.isOurs(bootstrapServers)).isEqualTo(isOurs);
    }
}

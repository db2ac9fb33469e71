package dev.weir.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The effective settings of Kafka's producers, after file, connector and customizers. */
@QuarkusTest
class ProducersTest {

    @Inject
    ProducersSeen producers;

    @ParameterizedTest
    @CsvSource({"records-all-out, -1, true", "records-leader-out, 1, false", "records-none-out, 0, false"})
    void producers_have_the_acks_and_idempotence_of_their_channel(String channel, String acks, boolean idempotent) {
        var settings = producers.config("producer-" + channel);

        assertThat(settings.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo(acks);
        assertThat(settings.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG))
                .isEqualTo(idempotent);
    }

    /** The connector's own retries are disabled, see ChannelsTest; without these a leader change would be an error. */
    @ParameterizedTest
    @ValueSource(strings = {"records-all-out", "records-leader-out", "records-none-out"})
    void the_producer_retries_until_its_delivery_timeout(String channel) {
        var settings = producers.config("producer-" + channel);

        assertThat(settings.getInt(ProducerConfig.RETRIES_CONFIG)).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
                .isEqualTo(setting("mp.messaging.outgoing." + channel + ".delivery.timeout.ms")
                        .or(() -> setting("weir.channels.records-out.delivery.timeout.ms"))
                        .orElseThrow());
    }

    private static Optional<Integer> setting(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, Integer.class);
    }
}

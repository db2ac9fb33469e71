package dev.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChannelDefaultsTest {

    /** The connector's own, and the one that {@link ProducerRetriesCustomizer} changes. */
    private static final Set<String> NOT_OF_THE_CLIENT = Set.of("max-inflight-messages", "retries");

    @Inject
    @Identifier("records-out")
    Map<String, Object> outgoing;

    @Inject
    @Identifier("records-in")
    Map<String, Object> incoming;

    @Inject
    KafkaClientService clients;

    @Inject
    Config config;

    @Test
    void the_defaults_are_the_settings_under_their_prefix() {
        assertThat(outgoing).contains(entry("acks", "all"), entry("linger.ms", "0"));
        assertThat(incoming).contains(entry("isolation.level", "read_committed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"records-all-out", "records-leader-out", "records-none-out"})
    void a_producer_has_the_defaults_except_for_settings_of_its_channel(String channel) {
        var expected = expected("mp.messaging.outgoing." + channel + ".", outgoing);

        assertThat(config.getValue("mp.messaging.outgoing." + channel + ".max.block.ms", String.class))
                .isNotEqualTo(outgoing.get("max.block.ms"));
        assertThat(strings(clients.getProducer(channel).configuration())).containsAllEntriesOf(expected);
    }

    @Test
    void a_consumer_has_the_defaults_except_for_settings_of_its_channel() {
        var expected = expected("mp.messaging.incoming.web-log-in.", incoming);

        assertThat(strings(clients.getConsumer("web-log-in").configuration())).containsAllEntriesOf(expected);
    }

    private Map<String, Object> expected(String channel, Map<String, Object> defaults) {
        var expected = new HashMap<>(defaults);
        expected.keySet().removeAll(NOT_OF_THE_CLIENT);
        expected.replaceAll((name, value) ->
                config.getOptionalValue(channel + name, String.class).orElse((String) value));
        assertThat(expected).isNotEmpty();
        return expected;
    }

    private static Map<String, Object> strings(Map<String, ?> settings) {
        var strings = new HashMap<String, Object>(settings);
        strings.replaceAll((name, value) -> String.valueOf(value));
        return strings;
    }
}

package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.produce.channel.ProduceConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelsTest {

    private static final DeclaredChannels DECLARED = new DeclaredChannels();
    private static final UsedChannels USED = new UsedChannels();

    static Set<String> channels() {
        return DECLARED.names();
    }

    static Set<String> incoming() {
        return DECLARED.incoming().keySet();
    }

    static Set<String> outgoing() {
        return DECLARED.outgoing().keySet();
    }

    @Test
    void code_and_properties_declare_the_same_incoming_channels() {
        assertThat(USED.incoming()).isNotEmpty().containsExactlyInAnyOrderElementsOf(incoming());
    }

    @Test
    void code_and_properties_declare_the_same_outgoing_channels() {
        assertThat(USED.outgoing()).isNotEmpty().containsExactlyInAnyOrderElementsOf(outgoing());
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void the_name_of_an_incoming_channel_ends_in_in(String channel) {
        assertThat(channel).endsWith("-in");
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void the_name_of_an_outgoing_channel_ends_in_out(String channel) {
        assertThat(channel).endsWith("-out");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void a_channel_belongs_to_one_class(String channel) {
        assertThat(USED.usersOf(channel)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void a_channel_names_its_connector(String channel) {
        assertThat(settings(channel)).containsEntry("connector", "smallrye-kafka");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void liveness_never_depends_on_kafka(String channel) {
        assertThat(settings(channel)).containsEntry("health-enabled", "false");
    }

    /** The connector's default is 1, which does not keep the promise of a 200. */
    @ParameterizedTest
    @MethodSource("outgoing")
    void an_outgoing_channel_declares_its_acks(String channel) {
        assertThat(settings(channel).get("acks")).isIn("all", "1", "0");
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void a_channel_with_acks_all_declares_idempotence(String channel) {
        var idempotent = "all".equals(settings(channel).get("acks"));

        assertThat(settings(channel)).containsEntry("enable.idempotence", Boolean.toString(idempotent));
    }

    /** A retry of the connector has a new sequence number, which the broker cannot recognise as a duplicate. */
    @ParameterizedTest
    @MethodSource("outgoing")
    void the_connector_never_retries(String channel) {
        assertThat(settings(channel)).containsEntry("retries", "0");
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void a_send_times_out_before_its_response_is_due(String channel) throws Exception {
        var delivery = Duration.ofMillis(Long.parseLong(settings(channel).get("delivery.timeout.ms")));

        assertThat(delivery).isLessThan(timeout());
    }

    /** One thread sends for a whole channel, so an unknown topic must not block the others. */
    @ParameterizedTest
    @MethodSource("outgoing")
    void the_sending_thread_never_blocks_for_long(String channel) {
        long longest = settings(channel).containsKey("topic") ? 2_000 : 100;

        assertThat(Long.parseLong(settings(channel).get("max.block.ms"))).isLessThanOrEqualTo(longest);
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void an_incoming_channel_declares_group_topic_and_reset(String channel) {
        assertThat(settings(channel)).containsKeys("topic", "group.id", "auto.offset.reset", "commit-strategy");
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void an_incoming_channel_declares_its_failure_strategy(String channel) {
        assertThat(settings(channel)).containsKeys("failure-strategy", "dead-letter-queue.topic");
    }

    /** The connector's own strategy sends with acks=1, retries by itself, and stops its channel when it fails. */
    @ParameterizedTest
    @MethodSource("incoming")
    void a_dead_letter_is_on_all_replicas_before_its_record_is_committed(String channel) {
        assertThat(settings(channel))
                .containsEntry("failure-strategy", "dead-letter")
                .containsEntry("throttled.unprocessed-record-max-age.ms", "0");
    }

    /** With the connector's defaults a record that cannot be deserialized ends the channel. */
    @ParameterizedTest
    @MethodSource("incoming")
    void no_record_ends_its_channel(String channel) {
        assertThat(settings(channel))
                .containsEntry("commit-strategy", "guarded")
                .containsEntry("cloud-events", "false")
                .containsEntry("fail-on-deserialization-failure", "false");
    }

    /** These settings apply to channels of an application that do not set them. */
    @ParameterizedTest
    @CsvSource({
        "cloud-events, false",
        "fail-on-deserialization-failure, false",
        "commit-strategy, guarded",
        "failure-strategy, dead-letter",
        "throttled.unprocessed-record-max-age.ms, 0",
        "health-enabled, false",
        "allow.auto.create.topics, false"
    })
    void the_safe_setting_is_the_default_of_every_channel(String setting, String value) {
        assertThat(DECLARED.setting("mp.messaging.connector.smallrye-kafka." + setting))
                .contains(value);
    }

    private static Map<String, String> settings(String channel) {
        return DECLARED.settings(channel);
    }

    private static Duration timeout() throws Exception {
        var byDefault = ProduceConfig.class.getDeclaredMethod("timeout").getAnnotation(WithDefault.class);
        return DurationConverter.parseDuration(
                DECLARED.setting("weir.produce.timeout").orElse(byDefault.value()));
    }
}

package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

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
    void every_channel_that_code_reads_is_declared_and_the_other_way_round() {
        assertThat(USED.incoming()).isNotEmpty().containsExactlyInAnyOrderElementsOf(incoming());
    }

    @Test
    void every_channel_that_code_sends_to_is_declared_and_the_other_way_round() {
        assertThat(USED.outgoing()).isNotEmpty().containsExactlyInAnyOrderElementsOf(outgoing());
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void the_name_of_an_incoming_channel_says_so(String channel) {
        assertThat(channel).endsWith("-in");
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void the_name_of_an_outgoing_channel_says_so(String channel) {
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

    /** The connector's own default is 1, which is not what a 200 promises. */
    @ParameterizedTest
    @MethodSource("outgoing")
    void an_outgoing_channel_says_how_many_replicas_must_have_a_record(String channel) {
        assertThat(settings(channel).get("acks")).isIn("all", "1", "0");
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void idempotence_goes_with_acks_all_and_is_written_down(String channel) {
        var idempotent = "all".equals(settings(channel).get("acks"));

        assertThat(settings(channel)).containsEntry("enable.idempotence", Boolean.toString(idempotent));
    }

    /** The connector would send a record anew, under a number that idempotence cannot recognise. */
    @ParameterizedTest
    @MethodSource("outgoing")
    void the_connector_never_retries(String channel) {
        assertThat(settings(channel)).containsEntry("retries", "0");
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void a_send_is_given_up_before_its_answer_is_due(String channel) throws Exception {
        var delivery = Duration.ofMillis(Long.parseLong(settings(channel).get("delivery.timeout.ms")));

        assertThat(delivery).isLessThan(timeout());
    }

    /** One thread sends for a whole channel, so a topic that is not known may not hold up those of all the others. */
    @ParameterizedTest
    @MethodSource("outgoing")
    void the_thread_of_a_channel_is_never_held_for_long(String channel) {
        long longest = settings(channel).containsKey("topic") ? 2_000 : 100;

        assertThat(Long.parseLong(settings(channel).get("max.block.ms"))).isLessThanOrEqualTo(longest);
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void an_incoming_channel_says_who_reads_what_from_where(String channel) {
        assertThat(settings(channel)).containsKeys("topic", "group.id", "auto.offset.reset", "commit-strategy");
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void an_incoming_channel_says_what_happens_to_a_record_that_cannot_be_handled(String channel) {
        assertThat(settings(channel)).containsKeys("failure-strategy", "dead-letter-queue.topic");
    }

    /** The connector's own strategy sends with acks=1, sends again by itself, and stops its channel where it fails. */
    @ParameterizedTest
    @MethodSource("incoming")
    void a_dead_letter_is_on_all_replicas_before_its_record_is_committed(String channel) {
        assertThat(settings(channel))
                .containsEntry("failure-strategy", "dead-letter")
                .containsEntry("throttled.unprocessed-record-max-age.ms", "0");
    }

    /** The connector's defaults make objects of bytes, and end the channel where that fails. */
    @ParameterizedTest
    @MethodSource("incoming")
    void nothing_that_stands_in_a_record_ends_its_channel(String channel) {
        assertThat(settings(channel))
                .containsEntry("commit-strategy", "guarded")
                .containsEntry("cloud-events", "false")
                .containsEntry("fail-on-deserialization-failure", "false");
    }

    /** A channel that does not say so itself, one of somebody else's, is as safe. */
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
    void what_is_safe_is_the_default_of_every_channel(String setting, String value) {
        assertThat(DECLARED.setting("mp.messaging.connector.smallrye-kafka." + setting))
                .contains(value);
    }

    private static Map<String, String> settings(String channel) {
        return DECLARED.settings(channel);
    }

    private static Duration timeout() throws Exception {
        var byDefault = Class.forName("dev.weir.produce.ProduceConfig")
                .getDeclaredMethod("timeout")
                .getAnnotation(WithDefault.class);
        return DurationConverter.parseDuration(
                DECLARED.setting("weir.produce.timeout").orElse(byDefault.value()));
    }
}

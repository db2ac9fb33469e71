package dev.weir.channels.commit;

import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Rejects settings with which the content of a record could terminate a channel. */
final class ChannelSettingsCheck {

    private ChannelSettingsCheck() {}

    /**
     * Checks a channel with {@code commit-strategy=guarded}.
     *
     * @throws IllegalStateException that names the setting to change
     */
    static void check(KafkaConnectorIncomingConfiguration channel) {
        refuse(
                channel,
                channel.getCloudEvents(),
                "cloud-events=false",
                "a record that only looks like a CloudEvent would terminate the channel");
        refuse(
                channel,
                channel.getThrottledUnprocessedRecordMaxAgeMs() > 0,
                "throttled.unprocessed-record-max-age.ms=0",
                "a record that takes longer would terminate the channel");
        refuse(
                channel,
                channel.getBatch() && !readsBytes(channel),
                "batch=false",
                "records of a batch that cannot be decoded would be handed on as null");
    }

    private static boolean readsBytes(KafkaConnectorIncomingConfiguration channel) {
        var bytes = ByteArrayDeserializer.class.getName();
        return channel.getKeyDeserializer().equals(bytes)
                && channel.getValueDeserializer().equals(bytes);
    }

    private static void refuse(
            KafkaConnectorIncomingConfiguration channel, boolean wrong, String right, String reason) {
        if (wrong) {
            throw new IllegalStateException("commit-strategy=%s needs mp.messaging.incoming.%s.%s: %s"
                    .formatted(GuardedCommitFactory.STRATEGY, channel.getChannel(), right, reason));
        }
    }
}

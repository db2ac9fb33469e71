package dev.weir.channels;

import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings with which what stands in a record could end a channel; a channel that has one does not start. */
final class ChannelSettingsCheck {

    private ChannelSettingsCheck() {}

    /**
     * Looks at a channel whose commits are guarded.
     *
     * @throws IllegalStateException with a sentence that says what to set
     */
    static void check(KafkaConnectorIncomingConfiguration channel) {
        refuse(
                channel,
                channel.getCloudEvents(),
                "cloud-events=false",
                "a record that only looks like a CloudEvent would end the channel");
        refuse(
                channel,
                channel.getThrottledUnprocessedRecordMaxAgeMs() > 0,
                "throttled.unprocessed-record-max-age.ms=0",
                "a record that takes longer would end the channel");
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

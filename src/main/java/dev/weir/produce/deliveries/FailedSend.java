package dev.weir.produce.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.TopicName;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Records of one topic that failed one after the other for the same reason.
 *
 * @param time of the first, in milliseconds since 1970
 * @param kind as in the metric {@code weir_produce_failures_total}
 * @param errorCode the HTTP status of the reason
 * @param records how many, within a second
 * @param client whose records they are; null without authentication
 */
@RegisterForReflection
public record FailedSend(
        long time,
        TopicName topic,
        String acks,
        String kind,
        @JsonProperty("error_code") int errorCode,
        String message,
        long records,
        String client) {

    private static final long SAME_MILLIS = 1_000;

    /** Whether another failure right after this one is counted with it. */
    boolean isSameAs(FailedSend next) {
        return next.time - time < SAME_MILLIS
                && topic.equals(next.topic)
                && acks.equals(next.acks)
                && kind.equals(next.kind)
                && String.valueOf(message).equals(String.valueOf(next.message))
                && String.valueOf(client).equals(String.valueOf(next.client));
    }

    FailedSend with(long more) {
        return new FailedSend(time, topic, acks, kind, errorCode, message, records + more, client);
    }
}

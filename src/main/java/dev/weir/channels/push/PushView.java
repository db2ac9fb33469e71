package dev.weir.channels.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.channels.push.delivery.Dispatcher;
import dev.weir.channels.push.delivery.PushStatus;
import java.util.List;

/**
 * A push as clients see it.
 *
 * @param topic null for a push with a pattern
 * @param url scheme, host and port only
 * @param reason why it is not active; null where it is
 * @param pending records from the oldest undelivered one to the newest one that was read
 * @param inFlight requests without a response
 * @param replay the last one; null where there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PushView(
        @JsonProperty("name") String name,
        @JsonProperty("topic") String topic,
        @JsonProperty("pattern") String pattern,
        @JsonProperty("group") String group,
        @JsonProperty("url") String url,
        @JsonProperty("content") String content,
        @JsonProperty("status") PushStatus status,
        @JsonProperty("reason") String reason,
        @JsonProperty("pending_records") int pending,
        @JsonProperty("requests_in_flight") int inFlight,
        @JsonProperty("delivered") long delivered,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("filtered") long filtered,
        @JsonProperty("replay") ReplayReport replay) {

    /** The pushes of this Weir. */
    record All(@JsonProperty("pushes") List<PushView> pushes) {

        All {
            pushes = List.copyOf(pushes);
        }
    }

    /** The last requests of a push, the newest first. */
    record Attempts(@JsonProperty("attempts") List<PushAttempt> attempts) {

        Attempts {
            attempts = List.copyOf(attempts);
        }
    }

    /** The push as it is now; on the context of its dispatcher. */
    static PushView of(PushDeclaration declaration, Dispatcher dispatcher, PushMetrics metrics, ReplayReport replay) {
        return new PushView(
                declaration.name(),
                declaration.config().topic().orElse(null),
                declaration.config().pattern().orElse(null),
                declaration.group(),
                declaration.endpoint().url().toString(),
                declaration.config().content().toString(),
                dispatcher.status(),
                dispatcher.reason().isEmpty() ? null : dispatcher.reason(),
                dispatcher.pending(),
                dispatcher.inFlight(),
                (long) metrics.delivered().count(),
                (long) metrics.deadLettered().count(),
                (long) metrics.filtered().count(),
                replay);
    }
}

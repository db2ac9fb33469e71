package dev.weir.groups;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reset of the committed offsets of a group.
 *
 * @param topics of which all partitions are reset
 * @param partitions single partitions; without either, all that have a committed offset
 * @param dryRun whether to compute the effect and change nothing; the default is true
 */
@RegisterForReflection
public record ResetRequest(
        OffsetExpression to,
        List<TopicName> topics,
        List<PartitionId> partitions,
        @JsonProperty("dry_run") Boolean dryRun) {

    /** The kinds of offsets as a body names them. */
    enum To {
        @JsonProperty("earliest")
        EARLIEST,
        @JsonProperty("latest")
        LATEST,
        @JsonProperty("offset")
        OFFSET,
        @JsonProperty("timestamp")
        TIMESTAMP,
        /** Relative to the committed offset. */
        @JsonProperty("shift")
        SHIFT
    }

    public ResetRequest {
        topics = topics == null ? List.of() : List.copyOf(topics);
        partitions = partitions == null ? List.of() : List.copyOf(partitions);
        dryRun = dryRun == null || dryRun;
    }

    /**
     * Parses a body.
     *
     * @param value of {@link To#OFFSET} an offset from 0; of {@link To#TIMESTAMP} milliseconds since 1970, or a string
     *     such as {@code 2026-01-31T12:00:00Z}; of {@link To#SHIFT} how many offsets forward, or backward where it is
     *     negative; null for the others
     */
    @JsonCreator
    static ResetRequest of(
            @JsonProperty("to") To to,
            @JsonProperty("value") Object value,
            @JsonProperty("topics") List<TopicName> topics,
            @JsonProperty("partitions") List<PartitionId> partitions,
            @JsonProperty("dry_run") Boolean dryRun) {
        if (to == null) {
            throw Failure.unprocessableAt("$.to", "is missing; it is earliest, latest, offset, timestamp or shift");
        }
        var spec =
                switch (to) {
                    case EARLIEST -> without(value, OffsetExpression.EARLIEST);
                    case LATEST -> without(value, OffsetExpression.LATEST);
                    case OFFSET -> OffsetExpression.offset(notNegative(whole(value)));
                    case SHIFT -> OffsetExpression.committed(whole(value));
                    case TIMESTAMP ->
                        OffsetExpression.timestamp(
                                notNegative(value instanceof String text ? millis(text) : whole(value)));
                };
        return new ResetRequest(spec, topics, partitions, dryRun);
    }

    /** The topics of the request, those of single partitions too. */
    Set<TopicName> names() {
        return Stream.concat(topics.stream(), partitions.stream().map(PartitionId::topic))
                .collect(Collectors.toSet());
    }

    private static OffsetExpression without(Object value, OffsetExpression spec) {
        if (value != null) {
            throw Failure.invalidAt("$.value", "has no meaning with earliest and latest");
        }
        return spec;
    }

    private static Long whole(Object value) {
        if (value == null) {
            throw Failure.unprocessableAt("$.value", "is missing; offset, timestamp and shift need one");
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw Failure.invalidAt("$.value", "is a whole number, or a text such as 2026-01-31T12:00:00Z for a timestamp");
    }

    private static Long notNegative(Long value) {
        if (value < 0) {
            throw Failure.invalidAt("$.value", "is a number from 0, not " + value);
        }
        return value;
    }

    private static Long millis(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw Failure.invalidAt(
                    "$.value", "is milliseconds since 1970, or a text with a time zone such as 2026-01-31T12:00:00Z");
        }
    }
}

package dev.weir.channels.push;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;

/**
 * From where to the end of the log, as it is now, records are sent again.
 *
 * @param topic null for that of the push; needed where the push has a pattern
 * @param from {@code earliest}, {@code -N} or a time; null with an offset
 * @param partition null for all partitions
 * @param offset of the partition; null with {@code from}
 */
record ReplayRequest(
        @JsonProperty("topic") TopicName topic,
        @JsonProperty("from") String from,
        @JsonProperty("partition") Integer partition,
        @JsonProperty("offset") Long offset) {

    ReplayRequest {
        if ((from == null) == (offset == null)) {
            throw Failure.invalid("Either from (earliest, -N or a time) or offset is needed, and not both");
        }
        if (offset != null && (partition == null || offset < 0)) {
            throw Failure.invalid("offset is 0 or more, and needs its partition");
        }
        if (partition != null && partition < 0) {
            throw Failure.invalid("partition is 0 or more");
        }
    }

    OffsetExpression start() {
        return offset == null ? OffsetExpression.ofQuery(from) : OffsetExpression.offset(offset);
    }
}

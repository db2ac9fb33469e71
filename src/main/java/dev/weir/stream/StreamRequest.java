package dev.weir.stream;

import dev.weir.http.RecordFormat;
import dev.weir.model.TopicName;

/**
 * What a reader asks for.
 *
 * @param partition null for all of them
 * @param limit how many records at the most; {@link Long#MAX_VALUE} for any number
 * @param follow whether the read goes on behind the end that there is now
 */
record StreamRequest(
        TopicName topic,
        Integer partition,
        StartOffset start,
        long limit,
        KeyFilter filter,
        RecordFormat format,
        Framing shape,
        boolean follow) {}

package dev.weir.produce;

import dev.weir.model.StoredRecord;
import io.vertx.core.buffer.Buffer;

/** Writes the response to a single record, of which there are so many that a general serializer is too slow. */
final class StoredRecordJson {

    private static final int MAX_LENGTH = 384;

    private StoredRecordJson() {}

    /** The same as Jackson's; the name of a topic has no character that JSON escapes. */
    static Buffer of(StoredRecord stored) {
        var json = new StringBuilder(MAX_LENGTH)
                .append("{\"topic\":\"")
                .append(stored.topic().value())
                .append("\",\"partition\":")
                .append(stored.partition())
                .append(",\"offset\":")
                .append(stored.offset())
                .append(",\"timestamp\":")
                .append(stored.timestamp())
                .append('}');
        return Buffer.buffer(json.toString());
    }
}

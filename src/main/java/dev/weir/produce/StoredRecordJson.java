package dev.weir.produce;

import dev.weir.model.StoredRecord;
import io.vertx.core.buffer.Buffer;

/** Writes the response to a single record, of which there are so many that a general serializer is too slow. */
final class StoredRecordJson {

    private StoredRecordJson() {}

    /** The same as Jackson's; the name of a topic has no character that JSON escapes. */
    static Buffer of(StoredRecord stored) {
        return Buffer.buffer("{\"topic\":\"" + stored.topic().value() + "\",\"partition\":" + stored.partition()
                + ",\"offset\":" + stored.offset() + ",\"timestamp\":" + stored.timestamp() + "}");
    }
}

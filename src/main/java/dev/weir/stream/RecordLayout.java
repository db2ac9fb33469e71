package dev.weir.stream;

import dev.weir.http.EmbeddedFormat;
import dev.weir.http.RecordJson;
import io.vertx.core.buffer.Buffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How a response shows each record.
 *
 * @param maxValue bytes of a value; the rest of a longer one is left out
 */
record RecordLayout(EmbeddedFormat format, int maxValue) {

    void append(Buffer out, ConsumerRecord<byte[], byte[]> record) {
        RecordJson.append(out, record, format, maxValue);
    }
}

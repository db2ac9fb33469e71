package dev.weir.channels.push.endpoint;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The headers of a request whose body is the value of a record, for receivers that know no CloudEvents. */
final class RawHeaders {

    private RawHeaders() {}

    /**
     * The headers: the place of the record, its key, and its own headers as {@code Kafka-Header-<name>}.
     *
     * @param contentType of values whose record names none; a tombstone has none
     */
    static MultiMap of(ConsumerRecord<byte[], byte[]> record, String contentType) {
        var http = MultiMap.caseInsensitiveMultiMap();
        if (record.value() != null) {
            var declared = CloudEvent.contentType(record);
            http.add(HttpHeaders.CONTENT_TYPE, declared == null ? contentType : declared);
        }
        http.add("Kafka-Topic", record.topic());
        http.add("Kafka-Partition", Integer.toString(record.partition()));
        http.add("Kafka-Offset", Long.toString(record.offset()));
        http.add("Kafka-Timestamp", Long.toString(record.timestamp()));
        if (record.key() != null) {
            http.add("Kafka-Key", Base64.getEncoder().encodeToString(record.key()));
        }
        CloudEvent.addRecordHeaders(http, record);
        return http;
    }
}

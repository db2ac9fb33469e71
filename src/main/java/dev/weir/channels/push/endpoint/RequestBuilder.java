package dev.weir.channels.push.endpoint;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Builds requests of records. Does not fail, whatever the records are like. */
final class RequestBuilder {

    private static final String EVENT = "application/cloudevents+json";
    private static final String EVENTS = "application/cloudevents-batch+json";

    private final PushContent content;
    private final String contentType;

    /**
     * A builder.
     *
     * @param contentType of values whose record names none
     */
    RequestBuilder(PushContent content, String contentType) {
        this.content = content;
        this.contentType = contentType;
    }

    /** The request of some records: exactly one unless the content is {@link PushContent#BATCH}. */
    PushRequest of(List<ConsumerRecord<byte[], byte[]>> records) {
        var first = records.get(0);
        return switch (content) {
            case BINARY -> new PushRequest(CloudEvent.headers(first, contentType), value(first));
            case RAW -> new PushRequest(RawHeaders.of(first, contentType), value(first));
            case STRUCTURED -> structured(first);
            case BATCH -> batch(records);
        };
    }

    private PushRequest structured(ConsumerRecord<byte[], byte[]> record) {
        if (CloudEvent.isStructured(record)) {
            return new PushRequest(CloudEvent.headers(record, contentType), value(record));
        }
        var headers = typed(EVENT);
        CloudEvent.addRecordHeaders(headers, record);
        var body = Buffer.buffer();
        EventJson.append(body, record, contentType);
        return new PushRequest(headers, body);
    }

    private PushRequest batch(List<ConsumerRecord<byte[], byte[]>> records) {
        var body = Buffer.buffer("[");
        for (var record : records) {
            if (body.length() > 1) {
                body.appendByte((byte) ',');
            }
            EventJson.append(body, record, contentType);
        }
        return new PushRequest(typed(EVENTS), body.appendByte((byte) ']'));
    }

    private static MultiMap typed(String type) {
        return MultiMap.caseInsensitiveMultiMap().add(HttpHeaders.CONTENT_TYPE, type);
    }

    private static Buffer value(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? Buffer.buffer() : Buffer.buffer(record.value());
    }
}

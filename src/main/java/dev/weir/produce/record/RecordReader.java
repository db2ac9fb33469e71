package dev.weir.produce.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Reads one record, {@code {"key","value","partition","headers","timestamp"}}, from a JSON parser. */
public final class RecordReader {

    private final EmbeddedFormat format;
    private final byte[] body;
    private final BodyPath path;
    private final boolean idAllowed;

    private String id;
    private byte[] key;
    private byte[] value;
    private boolean hasValue;
    private Integer partition;
    private Long timestamp;
    private List<Header> headers = List.of();

    /**
     * A reader of one record, used once.
     *
     * @param body the bytes that the parser reads from
     * @param path of the record, for messages
     * @param idAllowed whether the record may have an {@code "id"}, which its response line repeats
     */
    public RecordReader(EmbeddedFormat format, byte[] body, BodyPath path, boolean idAllowed) {
        this.format = format;
        this.body = body;
        this.path = path;
        this.idAllowed = idAllowed;
    }

    /** The id as JSON, as the client sent it; null without one, or before it is read. */
    public String id() {
        return id;
    }

    /**
     * Reads the record, and leaves the parser at its end.
     *
     * @param pathPartition the partition in the path of the request, null without one
     */
    public ProducerRecord<byte[], byte[]> read(JsonParser at, TopicName topic, Integer pathPartition)
            throws IOException {
        if (at.currentToken() != JsonToken.START_OBJECT) {
            throw path.invalid("must be an object");
        }
        while (at.nextToken() != JsonToken.END_OBJECT) {
            var field = at.currentName();
            at.nextToken();
            field(at, field);
        }
        if (!hasValue) {
            throw path.field("value").invalid("is missing; a tombstone is written as null");
        }
        if (pathPartition != null && partition != null) {
            throw path.field("partition").invalid("cannot stand beside the partition in the address");
        }
        return new ProducerRecord<>(
                topic.value(), pathPartition == null ? partition : pathPartition, timestamp, key, value, headers);
    }

    private void field(JsonParser at, String field) throws IOException {
        var here = path.field(field);
        switch (field) {
            case "key" -> key = ValueReader.read(format, at, body, here);
            case "value" -> {
                value = ValueReader.read(format, at, body, here);
                hasValue = true;
            }
            case "partition" -> partition = partition(WholeNumber.read(at, here, Integer.MAX_VALUE));
            case "timestamp" -> timestamp = WholeNumber.read(at, here, RecordValidator.LATEST_TIMESTAMP);
            case "headers" -> headers = HeaderReader.read(at, here);
            case "id" -> id = id(at, here);
            default -> throw unknown(path, field);
        }
    }

    private String id(JsonParser at, BodyPath here) throws IOException {
        if (!idAllowed) {
            throw unknown(path, "id");
        }
        if (!at.currentToken().isScalarValue()) {
            throw here.invalid("must be a string or a number");
        }
        return new String(ValueReader.json(at, body), StandardCharsets.UTF_8);
    }

    private static Integer partition(Long number) {
        return number == null ? null : number.intValue();
    }

    /** The failure for an unknown field. */
    public static Failure unknown(BodyPath path, String field) {
        return path.field(field).invalid("is not a field that is known here");
    }
}

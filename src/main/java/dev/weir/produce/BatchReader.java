package dev.weir.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.record.BodyPath;
import dev.weir.produce.record.RecordReader;
import dev.weir.produce.record.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Reads {@code {"records":[..]}} in one pass over the bytes.
 *
 * <p>A body with one invalid record is refused as a whole, with the JSON path: no client means to send half a batch.
 */
final class BatchReader {

    private static final BodyPath RECORDS = BodyPath.ROOT.field("records");

    private final TopicName topic;
    private final Integer partition;
    private final EmbeddedFormat format;
    private final byte[] body;

    /** @param partition the partition in the path, null without one */
    BatchReader(TopicName topic, Integer partition, EmbeddedFormat format, byte[] body) {
        this.topic = topic;
        this.partition = partition;
        this.format = format;
        this.body = body;
    }

    /** The records of the body in order, possibly none. */
    List<ProducerRecord<byte[], byte[]>> records() {
        try (var at = StrictJson.parser(body)) {
            var records = batch(at);
            if (at.nextToken() != null) {
                throw Failure.invalidAt("$", "there is more after the end of the object");
            }
            return records;
        } catch (JsonProcessingException malformed) {
            throw StrictJson.refusal(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<ProducerRecord<byte[], byte[]>> batch(JsonParser at) throws IOException {
        if (at.nextToken() != JsonToken.START_OBJECT) {
            throw Failure.invalidAt("$", "must be an object with \"records\"");
        }
        List<ProducerRecord<byte[], byte[]>> records = null;
        while (at.nextToken() != JsonToken.END_OBJECT) {
            if (!at.currentName().equals("records")) {
                throw RecordReader.unknown(BodyPath.ROOT, at.currentName());
            }
            if (at.nextToken() != JsonToken.START_ARRAY) {
                throw RECORDS.invalid("must be an array");
            }
            records = new ArrayList<>();
            while (at.nextToken() != JsonToken.END_ARRAY) {
                var path = RECORDS.element(records.size());
                records.add(new RecordReader(format, body, path, false).read(at, topic, partition));
            }
        }
        if (records == null) {
            throw RECORDS.unprocessable("is missing");
        }
        return records;
    }
}

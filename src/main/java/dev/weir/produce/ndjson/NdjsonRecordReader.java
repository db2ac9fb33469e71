package dev.weir.produce.ndjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.record.BodyPath;
import dev.weir.produce.record.RecordReader;
import dev.weir.produce.record.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads the record of one line. */
final class NdjsonRecordReader {

    /**
     * The record of a line, or its failure.
     *
     * @param id as JSON, for the response line; null without one
     * @param record null for a bad line
     * @param failure null for a good line
     */
    record Line(String id, ProducerRecord<byte[], byte[]> record, Failure failure) {

        /** A line that is refused without being read. */
        static Line bad(Failure failure) {
            return new Line(null, null, failure);
        }
    }

    private final TopicName topic;
    private final EmbeddedFormat format;

    NdjsonRecordReader(TopicName topic, EmbeddedFormat format) {
        this.topic = topic;
        this.format = format;
    }

    /** Reads a line; does not throw a {@link Failure}, because a bad line does not end the stream. */
    Line read(byte[] line) {
        var reader = new RecordReader(format, line, BodyPath.ROOT, true);
        try (var at = StrictJson.parser(line)) {
            at.nextToken();
            var record = reader.read(at, topic, null);
            if (at.nextToken() != null) {
                throw Failure.invalidAt("$", "there is more after the end of the object");
            }
            return new Line(reader.id(), record, null);
        } catch (JsonProcessingException malformed) {
            return new Line(reader.id(), null, StrictJson.refusal(malformed));
        } catch (Failure failure) {
            return new Line(reader.id(), null, failure);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

package dev.weir.produce.ndjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.record.RecordReader;
import dev.weir.produce.record.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads one line of a stream of records. */
final class NdjsonRecordReader {

    /**
     * What a line says, or what is wrong with it.
     *
     * @param id to answer with, as JSON text; null without one
     * @param record null when the line is bad
     * @param failure null when it is good
     */
    record Line(String id, ProducerRecord<byte[], byte[]> record, Failure failure) {

        /** A line that was not even looked at. */
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

    /** Never throws a {@link Failure}: a bad line is an answer like another. */
    Line read(byte[] line) {
        var reader = new RecordReader(format, line, "$", true);
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

package dev.weir.cli.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.produce.record.BodyPath;
import dev.weir.produce.record.HeaderReader;
import dev.weir.produce.record.StrictJson;
import dev.weir.produce.record.ValueReader;
import dev.weir.produce.record.WholeNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Parses JSON lines as written by {@code consume -o ndjson}, or by a stream of the service.
 *
 * <p>Ignores {@code topic} and {@code offset} of the original record, and its {@code partition} unless it is to be
 * kept.
 */
final class NdjsonRecordParser implements RecordParser {

    private final RecordDefaults defaults;
    private final EmbeddedFormat format;
    private final boolean keepPartitions;

    /**
     * A parser for one command.
     *
     * @param format the encoding of keys and values
     * @param keepPartitions whether a record keeps the partition of its line
     */
    NdjsonRecordParser(RecordDefaults defaults, EmbeddedFormat format, boolean keepPartitions) {
        this.defaults = defaults;
        this.format = format;
        this.keepPartitions = keepPartitions;
    }

    @Override
    public ProducerRecord<byte[], byte[]> record(byte[] line) {
        if (isBlank(line)) {
            return null;
        }
        try (var at = StrictJson.parser(line)) {
            at.nextToken();
            var record = new Fields(line).read(at);
            if (at.nextToken() != null) {
                throw Failure.invalid("there is text after the end of the object");
            }
            return record;
        } catch (JsonProcessingException malformed) {
            throw withoutPath(StrictJson.refusal(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (Failure failure) {
            throw withoutPath(failure);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Removes the JSON path of the request body, which the command line does not have. */
    private static Failure withoutPath(Failure failure) {
        return failure.details().isEmpty()
                ? failure
                : Failure.invalid(failure.details().get(0).replaceFirst("^\\$: ", ""));
    }

    /** The fields of one line. */
    private final class Fields {

        private final byte[] line;
        private byte[] key;
        private byte[] value;
        private boolean hasKey;
        private boolean hasValue;
        private Integer partition = defaults.partition();
        private Long timestamp = defaults.timestamp();
        private List<Header> headers = defaults.headers();

        Fields(byte[] line) {
            this.line = line;
        }

        ProducerRecord<byte[], byte[]> read(JsonParser at) throws IOException {
            if (at.currentToken() != JsonToken.START_OBJECT) {
                throw Failure.invalid("it is not a JSON object");
            }
            while (at.nextToken() != JsonToken.END_OBJECT) {
                var name = at.currentName();
                at.nextToken();
                field(at, name);
            }
            if (!hasValue) {
                throw Failure.invalid("there is no \"value\"; a tombstone is written as null");
            }
            return new ProducerRecord<>(defaults.topic().value(), partition, timestamp, key, value, headers);
        }

        private void field(JsonParser at, String name) throws IOException {
            var path = BodyPath.ROOT.field(name);
            switch (name) {
                case "key", "key_base64" -> key = single(hasKey, name, read(at, name, path));
                case "value", "value_base64" -> value = single(hasValue, name, read(at, name, path));
                case "partition" -> partition(at, path);
                case "timestamp" -> timestamp(at, path);
                case "headers" -> headers(at, path);
                case "topic", "offset", "id" -> at.skipChildren();
                case "error" ->
                    throw Failure.invalid("the service could not encode the record, so it cannot be produced again: "
                            + Printable.of(at.getText()));
                default -> throw Failure.invalid("'" + Printable.of(name) + "' is not a field of a record");
            }
            hasKey |= name.startsWith("key");
            hasValue |= name.startsWith("value");
        }

        private byte[] read(JsonParser at, String name, BodyPath path) throws IOException {
            return ValueReader.read(name.endsWith("_base64") ? EmbeddedFormat.BINARY : format, at, line, path);
        }

        private static byte[] single(boolean isDuplicate, String name, byte[] bytes) {
            if (isDuplicate) {
                throw Failure.invalid("'" + name + "' is a duplicate field");
            }
            return bytes;
        }

        private void partition(JsonParser at, BodyPath path) throws IOException {
            var named = WholeNumber.read(at, path, Integer.MAX_VALUE);
            if (keepPartitions && named != null) {
                partition = named.intValue();
            }
        }

        /** Kafka uses -1 for a record without a timestamp. */
        private void timestamp(JsonParser at, BodyPath path) throws IOException {
            boolean isAbsent = at.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && at.getText().equals("-1");
            var own = isAbsent ? null : WholeNumber.read(at, path, Long.MAX_VALUE);
            if (defaults.timestamp() == null) {
                timestamp = own;
            }
        }

        private void headers(JsonParser at, BodyPath path) throws IOException {
            List<Header> all = new ArrayList<>(defaults.headers());
            all.addAll(HeaderReader.read(at, path));
            headers = all;
        }
    }
}

package dev.weir.cli.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.EmbeddedFormat;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
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
 * A line is a JSON object as {@code consume -o ndjson} writes it, or a stream of the service.
 *
 * <p>Where the record was, its {@code topic}, {@code offset} and, unless wanted, {@code partition}, is read over.
 */
final class NdjsonRecordParser implements RecordParser {

    private final RecordDefaults frame;
    private final EmbeddedFormat format;
    private final boolean keepsPartitions;

    /**
     * A form of lines of JSON.
     *
     * @param format how keys and values stand in them
     * @param keepsPartitions whether a record goes to the partition that its line names
     */
    NdjsonRecordParser(RecordDefaults frame, EmbeddedFormat format, boolean keepsPartitions) {
        this.frame = frame;
        this.format = format;
        this.keepsPartitions = keepsPartitions;
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
                throw Failure.invalid("there is more after the end of the object");
            }
            return record;
        } catch (JsonProcessingException malformed) {
            throw plain(StrictJson.refusal(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (Failure failure) {
            throw plain(failure);
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

    /** Without the words about a body, of which there is none here. */
    private static Failure plain(Failure failure) {
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
        private Integer partition = frame.partition();
        private Long timestamp = frame.timestamp();
        private List<Header> headers = frame.headers();

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
            return new ProducerRecord<>(frame.topic().value(), partition, timestamp, key, value, headers);
        }

        private void field(JsonParser at, String name) throws IOException {
            var path = "$." + name;
            switch (name) {
                case "key", "key_base64" -> key = once(hasKey, name, read(at, name, path));
                case "value", "value_base64" -> value = once(hasValue, name, read(at, name, path));
                case "partition" -> partition(at, path);
                case "timestamp" -> timestamp(at, path);
                case "headers" -> headers(at, path);
                case "topic", "offset", "id" -> at.skipChildren();
                case "error" ->
                    throw Failure.invalid("the record could not be shown as it is, and so cannot be read back: "
                            + Printable.of(at.getText()));
                default -> throw Failure.invalid("'" + Printable.of(name) + "' is not a field that is known here");
            }
            hasKey |= name.startsWith("key");
            hasValue |= name.startsWith("value");
        }

        private byte[] read(JsonParser at, String name, String path) throws IOException {
            return ValueReader.read(name.endsWith("_base64") ? EmbeddedFormat.BINARY : format, at, line, path);
        }

        private static byte[] once(boolean again, String name, byte[] bytes) {
            if (again) {
                throw Failure.invalid("'" + name + "' says for a second time what was said");
            }
            return bytes;
        }

        private void partition(JsonParser at, String path) throws IOException {
            var named = WholeNumber.read(at, path, Integer.MAX_VALUE);
            if (keepsPartitions && named != null) {
                partition = named.intValue();
            }
        }

        /** One of -1 is how Kafka says that there is none. */
        private void timestamp(JsonParser at, String path) throws IOException {
            boolean isAbsent = at.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && at.getText().equals("-1");
            var own = isAbsent ? null : WholeNumber.read(at, path, Long.MAX_VALUE);
            if (frame.timestamp() == null) {
                timestamp = own;
            }
        }

        private void headers(JsonParser at, String path) throws IOException {
            List<Header> all = new ArrayList<>(frame.headers());
            all.addAll(HeaderReader.read(at, path));
            headers = all;
        }
    }
}

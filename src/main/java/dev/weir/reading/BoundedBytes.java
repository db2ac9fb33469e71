package dev.weir.reading;

import dev.weir.model.HiddenValue;
import java.nio.ByteBuffer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.RecordLimit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Copies fetched keys and values, up to a limit of bytes.
 *
 * <p>Decompressed records can be a thousand times as long as the fetched bytes, so they are counted here. The first
 * record of a poll is always copied; otherwise the consumer would never pass it.
 */
final class BoundedBytes implements Deserializer<byte[]> {

    /** Replaces a key or value that did not fit. */
    static final byte[] LATER = new byte[0];

    /** Of the objects that a record is made of. */
    private static final int OF_A_RECORD = 200;

    private static final byte[] LEFT_OUT = new byte[0];

    private final long largest;
    private long room;
    private long used;
    private long objects;
    private int records;
    private boolean full;
    private boolean hides;
    private Headers current;

    /**
     * A deserializer for the keys and values of one consumer.
     *
     * @param largest length of a key or value; a longer one is omitted
     */
    BoundedBytes(long largest) {
        this.largest = largest;
    }

    /** Makes room for the next poll. */
    void reset(long bytes) {
        room = bytes;
        used = 0;
        objects = 0;
        records = 0;
        full = false;
        current = null;
    }

    /** How many bytes the records of this poll take. */
    long used() {
        return used + objects;
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        throw new UnsupportedOperationException("Kafka's consumer passes headers and a buffer");
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        if (data == null) {
            return null;
        }
        // The consumer makes new headers for each record, and passes them with its key and its value.
        if (headers != current) {
            current = headers;
            begin(headers);
        }
        int length = data.remaining();
        if (length > largest) {
            return LEFT_OUT;
        }
        take(length);
        if (full) {
            return LATER;
        }
        var copy = new byte[length];
        data.duplicate().get(copy);
        return copy;
    }

    /**
     * Takes what the consumer passes to no deserializer, because it is null; false where there is no room for it.
     *
     * <p>Such a record has headers all the same.
     */
    boolean admits(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            return true;
        }
        if (record.key() == null) {
            begin(record.headers());
            if (full) {
                return false;
            }
        }
        if (hides) {
            hide(record.headers());
        }
        return true;
    }

    private void begin(Headers headers) {
        records++;
        take(sizeOf(headers));
        objects += full ? 0 : OF_A_RECORD;
    }

    private static void hide(Headers headers) {
        if (RecordLimit.omittedBytes(headers) < 0) {
            StreamSupport.stream(headers.spliterator(), false)
                    .map(Header::key)
                    .distinct()
                    .toList()
                    .forEach(headers::remove);
        }
    }

    private void take(long bytes) {
        full |= records > 1 && used + bytes > room;
        if (!full) {
            used += bytes;
        }
    }

    private static long sizeOf(Headers headers) {
        long size = 0;
        for (var header : headers) {
            var value = header.value();
            size += header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }

    /** A deserializer that leaves out values and headers, so that no response has any; a tombstone stays one. */
    Deserializer<byte[]> hidingValues() {
        hides = true;
        return new HiddenValues();
    }

    private final class HiddenValues implements Deserializer<byte[]> {

        @Override
        public byte[] deserialize(String topic, byte[] data) {
            throw new UnsupportedOperationException("Kafka's consumer passes headers and a buffer");
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
            if (data == null) {
                return null;
            }
            // The omitted record counts as one of the poll.
            if (BoundedBytes.this.deserialize(topic, headers, ByteBuffer.allocate(0)) == LATER) {
                return LATER;
            }
            hide(headers);
            return HiddenValue.BYTES;
        }
    }
}

package dev.weir.produce.event;

import java.util.List;
import org.apache.kafka.common.header.Header;

/** A CloudEvent as the parts of a record. */
public final class EventRecord {

    private final byte[] key;
    private final byte[] value;
    private final List<Header> headers;

    /**
     * The parts of a record.
     *
     * @param key of the attribute {@code partitionkey}; null without it
     */
    public EventRecord(byte[] key, byte[] value, List<Header> headers) {
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
    }

    /** The key; null without one. */
    public byte[] key() {
        return key;
    }

    /** The value. */
    public byte[] value() {
        return value;
    }

    /** The record headers. */
    public List<Header> headers() {
        return headers;
    }
}

package org.apache.kafka.common.compress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads the records of a batch and omits the content of those that are too large for the heap.
 *
 * <p>Such a record keeps its offset and timestamp. Instead of key, value and headers it has one header with its size
 * ({@link #omittedBytes}); the name of the header is random for each process, so that no record can forge it.
 * META-INF/native-image has this class initialised at run time, because name and limit differ between the process that
 * builds an executable and the executable.
 */
public final class RecordLimit extends InputStream {

    private static final String MARK = "weir-left-out";

    // Dev mode and tests load this class in several class loaders; only classes of the JDK are shared.
    private static final String NAME =
            (String) System.getProperties().computeIfAbsent(MARK, ignored -> MARK + "-" + UUID.randomUUID());

    /** Several such records are in memory at once, each of them fetched and copied. */
    private static final long LIMIT = Runtime.getRuntime().maxMemory() / 32;

    private static final int CONTINUES = 0x80;
    private static final int CHUNK = 16 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final InputStream records;
    private final long limit;
    private ByteBuffer ahead = NOTHING;
    private long passing;

    RecordLimit(InputStream records) {
        this(records, LIMIT);
    }

    /**
     * Records with a limit.
     *
     * @param records as in a batch of version 2, each behind its length
     * @param limit the maximum number of bytes of a record
     */
    public RecordLimit(InputStream records, long limit) {
        this.records = records;
        this.limit = limit;
    }

    /** The number of bytes that were omitted from a record; -1 where it is complete. */
    public static long omittedBytes(Headers headers) {
        Header mark = headers.lastHeader(NAME);
        return mark == null ? -1 : Long.parseLong(Utils.utf8(mark.value()));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ahead.hasRemaining() && passing == 0 && !begin()) {
            return -1;
        }
        if (ahead.hasRemaining()) {
            int few = Math.min(length, ahead.remaining());
            ahead.get(into, from, few);
            return few;
        }
        int read = records.read(into, from, (int) Math.min(length, passing));
        passing -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /** Reads the length of the next record; false where there is none. */
    private boolean begin() throws IOException {
        int first = records.read();
        if (first < 0) {
            return false;
        }
        var start = new ByteArrayOutputStream();
        number(first, start);
        int size = ByteUtils.readVarint(ByteBuffer.wrap(start.toByteArray()));
        if (size <= limit) {
            // Kafka rejects a negative length.
            passing = Math.max(0, size);
            ahead = ByteBuffer.wrap(start.toByteArray());
        } else {
            ahead = withoutContent(size);
        }
        return true;
    }

    private ByteBuffer withoutContent(int size) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(next());
        number(next(), body); // the time
        number(next(), body); // the offset
        leave(size - body.size());
        var name = Utils.utf8(NAME);
        var value = Utils.utf8(Integer.toString(size));
        write(-1, body);
        write(-1, body);
        write(1, body);
        write(name.length, body);
        body.writeBytes(name);
        write(value.length, body);
        body.writeBytes(value);
        var whole = new ByteArrayOutputStream();
        write(body.size(), whole);
        body.writeTo(whole);
        return ByteBuffer.wrap(whole.toByteArray());
    }

    private int next() throws IOException {
        int next = records.read();
        if (next < 0) {
            throw new EOFException("A record ends in its middle");
        }
        return next;
    }

    /** Copies a varint. */
    private void number(int first, ByteArrayOutputStream to) throws IOException {
        int digit = first;
        to.write(digit);
        while ((digit & CONTINUES) != 0) {
            digit = next();
            to.write(digit);
        }
    }

    private void leave(long bytes) throws IOException {
        var away = new byte[CHUNK];
        long rest = bytes;
        while (rest > 0) {
            int read = records.read(away, 0, (int) Math.min(rest, CHUNK));
            if (read < 0) {
                throw new EOFException("A record ends in its middle");
            }
            rest -= read;
        }
    }

    private static void write(int number, ByteArrayOutputStream to) {
        var bytes = ByteBuffer.allocate(ByteUtils.sizeOfVarint(number));
        ByteUtils.writeVarint(number, bytes);
        to.writeBytes(bytes.array());
    }
}

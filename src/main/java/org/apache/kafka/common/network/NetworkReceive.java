package org.apache.kafka.common.network;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.util.Set;
import org.apache.kafka.common.memory.MemoryPool;

/**
 * A message of Kafka's protocol that is being received: four bytes of size, then the content.
 *
 * <p>It replaces Kafka's class, which is later on the class path and differs in one thing: there a client allocates as
 * many bytes as the first four say. A TLS alert would be 352 MB and {@code HTTP} 1.2 GB, so that a wrong port, or a
 * broker that changes to TLS while its clients run, ends the process. Here such a connection is closed. See
 * RATIONALE.md, "Some Kafka classes are replaced".
 */
public class NetworkReceive implements Receive {

    public static final String UNKNOWN_SOURCE = "";
    public static final int UNLIMITED = -1;

    /** The maximum length of an array in the JVM. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /** The first bytes of HTTP and SSH servers. */
    private static final Set<Integer> OTHER_PROTOCOLS = Set.of(0x48545450, 0x5353482D);

    private final String source;
    private final int maxSize;
    private final MemoryPool memory;
    private final ByteBuffer size = ByteBuffer.allocate(Integer.BYTES);
    private int contentSize = -1;
    private ByteBuffer content;

    /** A message that is complete. */
    public NetworkReceive(String source, ByteBuffer buffer) {
        this(UNLIMITED, source);
        content = buffer;
    }

    /** A message of any size. */
    public NetworkReceive(String source) {
        this(UNLIMITED, source);
    }

    /** A message of limited size. */
    public NetworkReceive(int maxSize, String source) {
        this(maxSize, source, MemoryPool.NONE);
    }

    /** A message of limited size, in memory from a pool. */
    public NetworkReceive(int maxSize, String source, MemoryPool memoryPool) {
        this.maxSize = maxSize;
        this.source = source;
        memory = memoryPool;
    }

    /** A message of any size from anywhere. */
    public NetworkReceive() {
        this(UNKNOWN_SOURCE);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean complete() {
        return !size.hasRemaining() && content != null && !content.hasRemaining();
    }

    @Override
    public long readFrom(ScatteringByteChannel channel) throws IOException {
        long read = 0;
        if (size.hasRemaining()) {
            read += readInto(size, channel);
            if (!size.hasRemaining()) {
                size.rewind();
                contentSize = checked(size.getInt());
            }
        }
        if (content == null && contentSize != -1) {
            content = contentSize == 0 ? EMPTY : memory.tryAllocate(contentSize);
        }
        return content == null ? read : read + readInto(content, channel);
    }

    private static int readInto(ByteBuffer buffer, ScatteringByteChannel channel) throws IOException {
        int read = channel.read(buffer);
        if (read < 0) {
            throw new EOFException();
        }
        return read;
    }

    private int checked(int announced) throws IOException {
        if (announced < 0 || (maxSize != UNLIMITED && announced > maxSize)) {
            throw new InvalidReceiveException("Invalid receive (size = %d%s)"
                    .formatted(announced, announced < 0 ? "" : " larger than " + maxSize));
        }
        if (maxSize == UNLIMITED && (isForeign(announced) || announced > MAX_ARRAY || announced > maxMemory())) {
            // Kafka's selector closes the connection and logs that as a lost connection.
            throw new IOException(
                    "The other side does not speak Kafka's protocol without TLS, or sends %d bytes at once"
                            .formatted(announced));
        }
        return announced;
    }

    private static long maxMemory() {
        return Runtime.getRuntime().maxMemory();
    }

    /** A record of TLS is its type, 20 to 23, and its version, 3.0 to 3.4. */
    private static boolean isForeign(int announced) {
        int type = announced >>> 24;
        int version = (announced >>> 8) & 0xFFFF;
        return (type >= 20 && type <= 23 && version >= 0x0300 && version <= 0x0304)
                || OTHER_PROTOCOLS.contains(announced);
    }

    @Override
    public boolean requiredMemoryAmountKnown() {
        return contentSize != -1;
    }

    @Override
    public boolean memoryAllocated() {
        return content != null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // EMPTY was never allocated.
    public void close() {
        if (content != null && content != EMPTY) {
            memory.release(content);
            content = null;
        }
    }

    /** The content; null until its size is known and memory is allocated. */
    public ByteBuffer payload() {
        return content;
    }

    /** The number of bytes received, including the size. */
    public int bytesRead() {
        return content == null ? size.position() : content.position() + size.position();
    }

    /** The size of the message, including its four bytes. */
    public int size() {
        return content.limit() + size.limit();
    }
}

package org.apache.kafka.common.compress;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * How the records of a batch are compressed.
 *
 * <p>It stands in the place of Kafka's own interface, which comes behind it on the class path and does the same but for
 * one thing: a client of Kafka allocates what a compressed record says that it has, and 300 MB of one letter are 150 KB
 * in a topic. Here records pass a {@link RecordLimit}. See RATIONALE.md, "Some Kafka classes are replaced".
 */
public interface Compression {

    NoCompression NONE = none().build();

    /** The kind of compression. */
    CompressionType type();

    /** A stream that compresses what is written to it. */
    OutputStream wrapForOutput(ByteBufferOutputStream bufferStream, byte messageVersion);

    /** A stream of what was compressed. */
    InputStream wrapForInput(ByteBuffer buffer, byte messageVersion, BufferSupplier decompressionBufferSupplier);

    /** How large a buffer is to be for what was compressed. */
    default int decompressionOutputSize() {
        throw new UnsupportedOperationException("Compression type " + type().name + " has no buffer");
    }

    /** By the name of its type. */
    static Builder<? extends Compression> of(String compressionName) {
        return of(CompressionType.forName(compressionName));
    }

    /** By its type. */
    static Builder<? extends Compression> of(CompressionType compressionType) {
        return switch (compressionType) {
            case NONE -> none();
            case GZIP -> limited(gzip());
            case SNAPPY -> limited(snappy());
            case LZ4 -> limited(lz4());
            case ZSTD -> limited(zstd());
        };
    }

    private static Builder<? extends Compression> limited(Builder<? extends Compression> kafkas) {
        return () -> new Limited(kafkas.build());
    }

    /** None. */
    static NoCompression.Builder none() {
        return new NoCompression.Builder();
    }

    /** By gzip. */
    static GzipCompression.Builder gzip() {
        return new GzipCompression.Builder();
    }

    /** By Snappy. */
    static SnappyCompression.Builder snappy() {
        return new SnappyCompression.Builder();
    }

    /** By LZ4. */
    static Lz4Compression.Builder lz4() {
        return new Lz4Compression.Builder();
    }

    /** By Zstandard. */
    static ZstdCompression.Builder zstd() {
        return new ZstdCompression.Builder();
    }

    /** Makes one. */
    interface Builder<T extends Compression> {
        T build();
    }

    /** Kafka's own, with a limit to what is read. */
    record Limited(Compression kafkas) implements Compression {

        @Override
        public CompressionType type() {
            return kafkas.type();
        }

        @Override
        public OutputStream wrapForOutput(ByteBufferOutputStream bufferStream, byte messageVersion) {
            return kafkas.wrapForOutput(bufferStream, messageVersion);
        }

        @Override
        public InputStream wrapForInput(ByteBuffer buffer, byte messageVersion, BufferSupplier suppliers) {
            var records = kafkas.wrapForInput(buffer, messageVersion, suppliers);
            return messageVersion < RecordBatch.MAGIC_VALUE_V2 ? records : new RecordLimit(records);
        }

        @Override
        public int decompressionOutputSize() {
            return kafkas.decompressionOutputSize();
        }
    }
}

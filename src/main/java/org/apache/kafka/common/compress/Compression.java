package org.apache.kafka.common.compress;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * The compression of a batch of records.
 *
 * <p>It replaces Kafka's interface, which is later on the class path and differs in one thing: there a client allocates
 * the uncompressed size of a record, and 300 MB of one letter are 150 KB in a topic. Here records pass a
 * {@link RecordLimit}. See RATIONALE.md, "Some Kafka classes are replaced".
 */
public interface Compression {

    NoCompression NONE = none().build();

    /** The kind of compression. */
    CompressionType type();

    /** A stream that compresses. */
    OutputStream wrapForOutput(ByteBufferOutputStream bufferStream, byte messageVersion);

    /** A stream that decompresses. */
    InputStream wrapForInput(ByteBuffer buffer, byte messageVersion, BufferSupplier decompressionBufferSupplier);

    /** The size of a buffer for decompressed records. */
    default int decompressionOutputSize() {
        throw new UnsupportedOperationException("Compression type " + type().name + " has no buffer");
    }

    /** A compression by the name of its type. */
    static Builder<? extends Compression> of(String compressionName) {
        return of(CompressionType.forName(compressionName));
    }

    /** A compression by its type. */
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

    /** No compression. */
    static NoCompression.Builder none() {
        return new NoCompression.Builder();
    }

    /** Compression by gzip. */
    static GzipCompression.Builder gzip() {
        return new GzipCompression.Builder();
    }

    /** Compression by Snappy. */
    static SnappyCompression.Builder snappy() {
        return new SnappyCompression.Builder();
    }

    /** Compression by LZ4. */
    static Lz4Compression.Builder lz4() {
        return new Lz4Compression.Builder();
    }

    /** Compression by Zstandard. */
    static ZstdCompression.Builder zstd() {
        return new ZstdCompression.Builder();
    }

    /** Builds a compression. */
    interface Builder<T extends Compression> {
        T build();
    }

    /** A compression of Kafka with a limit of the decompressed size. */
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

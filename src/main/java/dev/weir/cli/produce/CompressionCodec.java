package dev.weir.cli.produce;

import java.util.Locale;

/** The compression of a producer's batches, as Kafka names it. */
enum CompressionCodec {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

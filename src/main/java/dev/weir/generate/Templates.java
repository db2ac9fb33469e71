package dev.weir.generate;

import dev.weir.model.Failure;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The templates of a generator, checked before it starts. */
final class Templates {

    /** The default limit of Kafka's producers and brokers. */
    private static final long MAX_RECORD_BYTES = 1_048_576;

    private final GeneratorSpec spec;
    private final Template key;
    private final Template value;

    /**
     * Parses both templates.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an unknown placeholder, {@link Failure.Kind#TOO_LARGE} for
     *     records that Kafka would reject
     */
    Templates(GeneratorSpec spec) {
        this.spec = spec;
        key = spec.key() == null ? null : new Template(spec.key());
        value = new Template(spec.value());
        if (maxBytes() > MAX_RECORD_BYTES) {
            throw Failure.of(
                    Failure.Kind.TOO_LARGE,
                    "Records of this template have up to %d bytes; %d are the most"
                            .formatted(maxBytes(), MAX_RECORD_BYTES));
        }
    }

    GeneratorSpec spec() {
        return spec;
    }

    /** The maximum number of bytes of a record. */
    long maxBytes() {
        return value.maxBytes() + (key == null ? 0 : key.maxBytes());
    }

    /** The record of this number, from 1. */
    ProducerRecord<byte[], byte[]> record(long n, SplittableRandom random) {
        return new ProducerRecord<>(
                spec.topic().value(), key == null ? null : key.fill(n, random), value.fill(n, random));
    }
}

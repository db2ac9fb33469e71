package dev.weir.generate;

import dev.weir.model.Failure;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The templates of an order, checked before its generator begins. */
final class Templates {

    /** The default limit of Kafka's producers and brokers. */
    private static final long LARGEST_RECORD = 1_048_576;

    private final GeneratorSpec order;
    private final Template key;
    private final Template value;

    /**
     * Reads both templates.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for a place that is not known, {@link Failure.Kind#TOO_LARGE} for
     *     records that Kafka would not take
     */
    Templates(GeneratorSpec order) {
        this.order = order;
        key = order.key() == null ? null : new Template(order.key());
        value = new Template(order.value());
        if (largest() > LARGEST_RECORD) {
            throw Failure.of(
                    Failure.Kind.TOO_LARGE,
                    "Records of this template have up to %d bytes; %d are the most"
                            .formatted(largest(), LARGEST_RECORD));
        }
    }

    /** The bytes that a record has at the most. */
    long largest() {
        return value.largest() + (key == null ? 0 : key.largest());
    }

    /** The record of a number, from 1. */
    ProducerRecord<byte[], byte[]> record(long n, SplittableRandom random) {
        return new ProducerRecord<>(
                order.topic().value(), key == null ? null : key.fill(n, random), value.fill(n, random));
    }
}

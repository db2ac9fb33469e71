package dev.weir.produce.admission;

import dev.weir.kafka.BatchSizes;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.Channels;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecord;
import org.apache.kafka.common.record.DefaultRecordBatch;

/**
 * Looks up the largest record of a topic ({@code max.message.bytes}) before records are given to a producer.
 *
 * <p>Brokers reject whole batches. Kafka's producer then splits a batch and sends its parts, but a large record and a
 * small one that share a buffer are split into the same batch again until they time out (KAFKA-8350), and the small
 * record fails with the large one.
 */
@Singleton
public class TopicLimits {

    private final BatchSizes sizes;
    private final Channels channels;

    /** The producers' own limits; {@link Long#MAX_VALUE} for a producer that compresses. */
    private final Map<Acks, Long> producers = new ConcurrentHashMap<>();

    TopicLimits(BatchSizes sizes, Channels channels) {
        this.sizes = sizes;
        this.channels = channels;
    }

    /**
     * The limit for the records of a batch; it is fetched from Kafka again before a record is refused for it.
     *
     * @return bytes; {@link Long#MAX_VALUE} where the producer or the broker checks the size. Does not fail.
     */
    public CompletionStage<Long> of(SendRequest batch) {
        long producer = producers.computeIfAbsent(batch.acks(), this::ofProducer);
        if (producer == Long.MAX_VALUE) {
            return CompletableFuture.completedStage(Long.MAX_VALUE);
        }
        var topic = batch.topic().value();
        return sizes.of(topic)
                // A producer rejects records over its own limit, and its message names the limit.
                .thenCompose(limit -> limit >= producer
                                || batch.bytes() <= limit
                                || batch.records().stream().allMatch(record -> size(record) <= limit)
                        ? CompletableFuture.completedStage(limit)
                        : sizes.renewed(topic))
                .thenApply(limit -> limit < producer ? limit : Long.MAX_VALUE);
    }

    /** The failure of a record that is over its topic's limit. */
    public static Failure exceeded(TopicName topic, long size, long limit) {
        return Failure.of(
                Failure.Kind.TOO_LARGE,
                "The record takes %d bytes; topic '%s' takes at most %d (max.message.bytes)"
                        .formatted(size, topic, limit));
    }

    /** The smallest size of a record, alone in a batch. */
    public static long size(ProducerRecord<byte[], byte[]> record) {
        return (long) DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                + DefaultRecord.sizeInBytes(
                        0,
                        0,
                        buffer(record.key()),
                        buffer(record.value()),
                        record.headers().toArray());
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    /** Only the broker knows the size of a compressed record. */
    private long ofProducer(Acks acks) {
        var settings = new ProducerConfig(channels.settings(acks));
        return settings.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG).equals(CompressionType.NONE.name)
                ? settings.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)
                : Long.MAX_VALUE;
    }
}

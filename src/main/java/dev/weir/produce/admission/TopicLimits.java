package dev.weir.produce.admission;

import dev.weir.kafka.BatchSizes;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.channel.Channels;
import jakarta.enterprise.context.ApplicationScoped;
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
 * How large a record of a topic may be ({@code max.message.bytes}), asked before records are handed to a producer.
 *
 * <p>Brokers refuse whole batches. Kafka's producer then splits a batch of several records and sends its parts, but one
 * large record and a small one that fits into the same buffer are split into themselves until their time is up
 * (KAFKA-8350), and the small one is lost with the large one.
 */
@ApplicationScoped
public class TopicLimits {

    private final BatchSizes sizes;
    private final Channels channels;

    /** The limits of the producers themselves; {@link Long#MAX_VALUE} for one that compresses. */
    private final Map<Acks, Long> producers = new ConcurrentHashMap<>();

    TopicLimits(BatchSizes sizes, Channels channels) {
        this.sizes = sizes;
        this.channels = channels;
    }

    /**
     * The limit for the records of a batch, which is asked of Kafka again before a record would be refused by it.
     *
     * @return bytes; {@link Long#MAX_VALUE} where the producer or the broker must tell. Does not fail.
     */
    public CompletionStage<Long> of(SendRequest batch) {
        long producer = producers.computeIfAbsent(batch.acks(), this::ofProducer);
        if (producer == Long.MAX_VALUE) {
            return CompletableFuture.completedStage(Long.MAX_VALUE);
        }
        var topic = batch.topic().value();
        return sizes.of(topic)
                // A producer refuses what is over its own limit, and names it; then nothing is to be counted here.
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

    /** What a record takes at the least, alone in a batch. */
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

    /** Of a compressed record only the broker can tell the size. */
    private long ofProducer(Acks acks) {
        var settings = new ProducerConfig(channels.settings(acks));
        return settings.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG).equals(CompressionType.NONE.name)
                ? settings.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)
                : Long.MAX_VALUE;
    }
}

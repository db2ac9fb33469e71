package dev.weir.deadletters.redrive;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records and waits for the outcome of each. */
final class BlockingSender {

    private static final long TIMEOUT_SECONDS = 60;
    private static final long PAUSE_MILLIS = 20;

    private final RecordSender sender;
    private final CountDownLatch stop;

    /**
     * Sends with this sender.
     *
     * @param stop ends the attempts of records that are not accepted yet
     */
    BlockingSender(RecordSender sender, CountDownLatch stop) {
        this.sender = sender;
        this.stop = stop;
    }

    /** The outcome of each record, in their order; waits while too many records are in flight. */
    List<Outcome> send(TopicName topic, PartitionerType partitioning, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        var request = new SendRequest(topic, Acks.ALL, partitioning, records);
        var outcomes = new AtomicReferenceArray<Outcome>(records.size());
        var open = new CountDownLatch(records.size());
        var refusal = refusal(request, outcomes, open);
        while (refusal != null
                && refusal.kind() == Failure.Kind.TOO_MANY
                && !stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            refusal = refusal(request, outcomes, open);
        }
        if (refusal != null) {
            var all = new Outcome[records.size()];
            Arrays.fill(all, Outcome.of(refusal));
            return List.of(all);
        }
        boolean isComplete = open.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        var late = Outcome.of(Failure.of(
                Failure.Kind.UNKNOWN_OUTCOME, "Kafka did not confirm within 60 s; it may have been done, once"));
        return IntStream.range(0, records.size())
                .mapToObj(i -> isComplete || outcomes.get(i) != null ? outcomes.get(i) : late)
                .toList();
    }

    /** Null where the request was accepted. */
    private Failure refusal(SendRequest request, AtomicReferenceArray<Outcome> outcomes, CountDownLatch open) {
        try {
            sender.send(request, (index, outcome) -> {
                        outcomes.set(index, outcome);
                        open.countDown();
                    })
                    .toCompletableFuture()
                    .join();
            return null;
        } catch (CompletionException refused) {
            return KafkaFailures.ofSend(refused);
        }
    }
}

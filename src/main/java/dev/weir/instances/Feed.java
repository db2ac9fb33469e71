package dev.weir.instances;

import dev.weir.http.RecordFormat;
import dev.weir.http.RecordJson;
import dev.weir.kafka.ClusterPulse;
import dev.weir.kafka.ConsumerAnswers;
import dev.weir.kafka.ReadingThreads;
import dev.weir.kafka.Strand;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Brings records from an instance's consumer to the poll that waits for them. Used on the instance's strand. */
final class Feed {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final long BUSY_NANOS = Duration.ofMillis(100).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Handout handout;
    private final Waiting waiting;
    private final RecordFormat format;
    private final ClusterPulse pulse;
    private final List<CompletableFuture<Void>> settling = new ArrayList<>();
    private Failure problem;
    private long lastFound = System.nanoTime() - BUSY_NANOS;

    Feed(Consumer<byte[], byte[]> consumer, Handout handout, Waiting waiting, RecordFormat format, ClusterPulse pulse) {
        this.consumer = consumer;
        this.handout = handout;
        this.waiting = waiting;
        this.format = format;
        this.pulse = pulse;
    }

    /** Whether there is anything to read. */
    boolean isOpen() {
        return !(consumer.subscription().isEmpty() && consumer.assignment().isEmpty());
    }

    /** Whether somebody waits who could be given records. */
    boolean isHungry() {
        return waiting.isThere() && !handout.isUnderWay();
    }

    /** Without somebody hungry it reads nothing, and still does what a member of a group has to do. */
    void fetch() {
        if (!isOpen()) {
            return;
        }
        boolean hungry = isHungry();
        try {
            if (hungry) {
                consumer.resume(consumer.paused());
            } else {
                consumer.pause(consumer.assignment());
            }
            boolean more = true;
            while (more) {
                var found = consumer.poll(hungry ? patience() : AT_ONCE);
                handout.add(found);
                if (!found.isEmpty()) {
                    lastFound = System.nanoTime();
                }
                more = hungry && !found.isEmpty() && !handout.hasBytes(waiting.maxBytes());
            }
            problem = null;
        } catch (RuntimeException refused) {
            problem = ConsumerAnswers.toQuestion(refused);
        }
    }

    private Duration patience() {
        return handout.isEmpty() && System.nanoTime() - lastFound < BUSY_NANOS ? ReadingThreads.A_MOMENT : AT_ONCE;
    }

    /**
     * Answers who waits, if there is anything to say.
     *
     * @param strand on which is heard what became of the answer
     * @param settled called then
     */
    void serve(Strand strand, Runnable settled) {
        if (!waiting.isThere()) {
            return;
        }
        if (isHungry() && !handout.isEmpty()) {
            var body = body(handout.next(waiting.maxBytes()));
            waiting.take()
                    .answer(
                            body,
                            written -> strand.run(() -> {
                                settle(written);
                                settled.run();
                            }));
        } else if (problem != null) {
            waiting.refuse(problem);
        } else if (pulse.problem().isPresent()) {
            waiting.refuse(pulse.problem().get());
        } else if (waiting.isOver()) {
            waiting.answerNone();
        }
    }

    /** Completes when what became of the last answer is known. */
    CompletableFuture<Void> settled() {
        var settled = new CompletableFuture<Void>();
        if (handout.isUnderWay()) {
            settling.add(settled);
        } else {
            settled.complete(null);
        }
        return settled;
    }

    private void settle(boolean written) {
        handout.settle(written);
        settling.forEach(waits -> waits.complete(null));
        settling.clear();
    }

    private Buffer body(List<ConsumerRecord<byte[], byte[]>> records) {
        var body = Buffer.buffer(records.stream().mapToInt(RecordJson::estimate).sum() + 2);
        body.appendByte((byte) '[');
        boolean first = true;
        for (var record : records) {
            if (!first) {
                body.appendByte((byte) ',');
            }
            RecordJson.append(body, record, format);
            first = false;
        }
        return body.appendByte((byte) ']');
    }
}

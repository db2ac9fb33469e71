package dev.weir.channels.push.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Time, threads and requests, which a dispatcher needs from outside. */
public interface Surroundings {

    /** Sends records in one request; completes normally, on the thread of the dispatcher. */
    CompletionStage<PushResponse> send(List<ConsumerRecord<byte[], byte[]>> records);

    /** A clock for differences of time. */
    long nowNanos();

    /** Runs a task on the thread of the dispatcher after a time, in place of the one that was given before. */
    void runAfter(Duration delay, Runnable task);

    /** Runs a task on the thread of the dispatcher. */
    void run(Runnable task);

    /** The window has room for further records. */
    void roomChanged();

    /** Is told of each request that has ended. */
    void attempted(List<ConsumerRecord<byte[], byte[]>> records, PushResponse response, Duration duration);

    /** Is told once of each change of the receiver's health. */
    void changed(PushStatus status, String reason);
}

package dev.weir.cluster;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;

/** The thread of a node: prepares the topic, joins the group, and polls until the node stops. */
final class NodeThread {

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    private final StateTopic topic;
    private final boolean prepared;
    private final Supplier<NodeConsumer> consumers;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "weir-cluster-node");
    private volatile NodeConsumer consumer;
    private volatile String problem = "has not joined the other nodes yet";

    /** @param prepared whether the topic is known to fit */
    NodeThread(StateTopic topic, boolean prepared, Supplier<NodeConsumer> consumers) {
        this.topic = topic;
        this.prepared = prepared;
        this.consumers = consumers;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The member of the group; null until the topic is there. From any thread. */
    NodeConsumer consumer() {
        return consumer;
    }

    /** Why the node is not a member; null while it is. From any thread. */
    String problem() {
        var member = consumer;
        return member != null && member.isMember() ? null : problem;
    }

    /** Gives up everything, leaves the group, and returns when that is done. */
    void stop() {
        if (stopping.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
            try {
                thread.join(STOP_TIMEOUT.toMillis());
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                Log.warn("This node has not left the others in time; they will notice");
            }
        }
    }

    private void run() {
        try {
            if (prepared || prepare()) {
                join();
            }
        } catch (RuntimeException defect) {
            problem = "failed with a defect of ours: " + defect;
            Log.error("This node is none any more, by a defect of ours", defect);
        }
    }

    private void join() {
        var member = consumers.get();
        consumer = member;
        try {
            while (!stopping.get()) {
                poll(member);
            }
        } finally {
            leave(member);
        }
    }

    private void poll(NodeConsumer member) {
        try {
            member.poll();
            problem = "is cut off from Kafka, or has not joined the other nodes yet";
        } catch (WakeupException stopped) {
            // The loop ends.
        } catch (KafkaException refused) {
            var message = KafkaFailures.ofRead(refused).getMessage();
            if (!message.equals(problem)) {
                problem = message;
                Log.errorf("This node cannot join the other nodes: %s", message);
            }
            pause();
        }
    }

    private void leave(NodeConsumer member) {
        try {
            member.leave();
        } catch (KafkaException refused) {
            Log.warnf("This node has not left the others in order: %s", refused.getMessage());
        }
    }

    /** Whether there is a topic; not, where the node stops or cannot ever have one. */
    private boolean prepare() {
        while (!stopping.get()) {
            try {
                topic.prepare().toCompletableFuture().join();
                return true;
            } catch (CompletionException refused) {
                var failure = KafkaFailures.ofRead(refused);
                problem = failure.getMessage();
                if (failure.kind() != Failure.Kind.UNAVAILABLE) {
                    Log.errorf("Weir ends, because it cannot be a node: %s", problem);
                    Quarkus.asyncExit(1);
                    return false;
                }
                pause();
            }
        }
        return false;
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_INTERVAL.toMillis()));
    }
}

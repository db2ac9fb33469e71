package dev.weir.benchmark;

import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The two ways into a channel's producer, side by side: through its emitter as a single record goes, and straight.
 *
 * <p>The application is the one that was built, started in the JVM that JMH forks. Both ways end in the same producer,
 * so no setting can differ. An operation is a record. It waits for a place among those under way, which an
 * acknowledgement makes free; the last of an iteration are waited for behind it. One thread sends, without a context of
 * Vert.x.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 6, time = 1)
public class EmitterBenchmark {

    static final String TOPIC = "emitted";

    private static final String CHANNEL = "records-all-out";
    private static final int MAX_ATTEMPTS = 200;

    /** How many records are sent and not acknowledged, at most. */
    @Param({"1", "32", "1024"})
    public int inFlight;

    private final byte[] value = new byte[Request.VALUE_BYTES];
    private RunningWeir weir;
    private InFlight window;
    private Producer<byte[], byte[]> producer;
    private Emitter<ProducerRecord<byte[], byte[]>> emitter;

    @Setup(Level.Trial)
    public void start() throws ReflectiveOperationException {
        weir = RunningWeir.start();
        producer = weir.producer(CHANNEL);
        emitter = weir.emitter(CHANNEL);
        window = new InFlight(inFlight);
        awaitTopic();
    }

    /** A producer of Weir waits 50 ms for what it does not know, which a topic's first look-up may take. */
    private void awaitTopic() {
        for (int tries = 1; true; tries++) {
            try {
                producer.partitionsFor(TOPIC);
                return;
            } catch (TimeoutException e) {
                if (tries == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @TearDown(Level.Iteration)
    public void settle() throws InterruptedException {
        window.settle();
    }

    @TearDown(Level.Trial)
    public void stop() {
        weir.close();
    }

    /** As {@code kafka-clients} is used by hand. */
    @Benchmark
    public void raw() throws InterruptedException {
        window.enter();
        var unused = producer.send(record(), (stored, thrown) -> window.leave(thrown));
    }

    /** As Weir sends a single record. */
    @Benchmark
    public void emitter() throws InterruptedException {
        window.enter();
        var stored = new OutgoingMessageMetadata<RecordMetadata>();
        emitter.send(Message.of(record(), Metadata.of(stored), () -> leave(null), this::leave));
    }

    private CompletionStage<Void> leave(Throwable thrown) {
        window.leave(thrown);
        return CompletableFuture.completedStage(null);
    }

    private ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>(TOPIC, value);
    }
}

package dev.weir.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import dev.weir.testing.Deadlines;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GeneratorInFlightTest {

    private static final int RECORDS = 70_000;
    private static final TopicName TOPIC = new TopicName("slow");

    /** A phaser has room for 65,535. */
    @Test
    void any_number_of_records_may_wait_for_their_outcomes() throws Exception {
        Queue<Runnable> outcomes = new ConcurrentLinkedQueue<>();
        var waiting = new AtomicInteger();
        RecordSender sender = (request, listener) -> {
            for (int i = 0; i < request.records().size(); i++) {
                int index = i;
                outcomes.add(() -> listener.outcome(index, stored()));
                waiting.incrementAndGet();
            }
            return CompletableFuture.completedStage(null);
        };
        var generator = new Generator("g1", spec(), sender, Ticker.systemTicker());
        var thread = new Thread(generator);
        thread.start();
        Deadlines.await("all records are sent").until(() -> waiting.get() == RECORDS);

        outcomes.forEach(Runnable::run);

        thread.join();
        assertThat(generator.report().state()).isEqualTo(GeneratorReport.State.FINISHED);
        assertThat(generator.report().delivered()).isEqualTo(RECORDS);
        assertThat(generator.report().errors()).isZero();
    }

    private static GeneratorSpec spec() {
        return new GeneratorSpec(
                TOPIC,
                null,
                (long) RECORDS,
                null,
                "{n}",
                GeneratorSpec.Mode.ASYNC,
                Acks.ALL,
                PartitionerType.MURMUR2,
                1L);
    }

    private static Outcome stored() {
        return Outcome.of(new StoredRecord(TOPIC, 0, 0L, 0L));
    }
}

package dev.weir.console.history;

import dev.weir.model.TopicName;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Measures the processor time of the sampler with 100 partitions and 5 groups; not part of the suite.
 *
 * <p>The sampler works on the thread of the admin client and on event loops, so those of this process count; the broker
 * is another process.
 */
@QuarkusTest
class SamplerMeasurement {

    private static final int PARTITIONS = 100;
    private static final int GROUPS = 5;
    private static final int WARM_UP = 30;
    private static final int SAMPLES = 60;

    @Inject
    Sampler sampler;

    @Test
    void processor_time_with_100_partitions_and_5_groups() throws InterruptedException {
        var topic = TestTopic.create("SamplerMeasurement", PARTITIONS);
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            commits.put(new TopicPartition(topic.name(), partition), new OffsetAndMetadata(0));
        }
        for (int group = 0; group < GROUPS; group++) {
            TestTopic.kafka().consumerGroups().alterOffsets("SamplerMeasurement-" + group, commits);
        }
        Duration idle = cpu();
        sampler.watch(new TopicName(topic.name())).toCompletableFuture().join();
        samples(WARM_UP);
        Duration before = cpu();
        samples(SAMPLES);
        Duration used = cpu().minus(before);

        System.out.printf(
                "Until the sampler began: %d ms in all. With %d groups: %.1f ms of processor time a second, %d KB%n",
                idle.toMillis(),
                sampler.latest().committed().size(),
                used.toNanos() / 1e6 / SAMPLES,
                sampler.history().bytes() >> 10);
    }

    private void samples(int count) throws InterruptedException {
        var latch = new CountDownLatch(count);
        var end = sampler.follow(sample -> latch.countDown());
        if (!latch.await(5, TimeUnit.MINUTES)) {
            throw new AssertionError("No samples");
        }
        end.run();
    }

    private static Duration cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long nanos = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && (thread.getThreadName().contains("weir-admin")
                                || thread.getThreadName().contains("eventloop")))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
        return Duration.ofNanos(nanos);
    }
}

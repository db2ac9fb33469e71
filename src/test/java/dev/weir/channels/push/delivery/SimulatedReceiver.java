package dev.weir.channels.push.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.channels.handler.WebhookRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A receiver in simulated time, which remembers what it was sent and what became of each record. */
final class SimulatedReceiver implements Surroundings {

    private record Task(long atNanos, long sequence, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::sequence));
    private final BiFunction<SimulatedReceiver, List<ConsumerRecord<byte[], byte[]>>, PushResponse> answers;
    private final Random random;
    private final Set<String> keysInFlight = new HashSet<>();
    private Task wake;
    private long nowNanos = 1;
    private long sequence;

    final List<ConsumerRecord<byte[], byte[]>> received = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> accepted = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    final List<List<Long>> requests = new ArrayList<>();
    final List<String> changes = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    int inFlight;
    int maxInFlight;
    int sameKeyAtOnce;
    int rooms;

    SimulatedReceiver(
            long seed, BiFunction<SimulatedReceiver, List<ConsumerRecord<byte[], byte[]>>, PushResponse> answers) {
        random = new Random(seed);
        this.answers = answers;
    }

    static PushResponse status(int status) {
        return new PushResponse(status, null, status < 300 ? null : "responded " + status, "");
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String key) {
        return new ConsumerRecord<>(
                "orders",
                partition,
                offset,
                key == null ? null : key.getBytes(UTF_8),
                Long.toString(offset).getBytes(UTF_8));
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + ":" + (record.key() == null ? null : new String(record.key(), UTF_8));
    }

    Random random() {
        return random;
    }

    RecordSettlement settlement(ConsumerRecord<byte[], byte[]> record) {
        return new RecordSettlement() {
            @Override
            public CompletionStage<Void> accepted() {
                accepted.add(record);
                return later();
            }

            @Override
            public CompletionStage<Void> rejected(WebhookRejectedException reason) {
                deadLetters.add(record);
                return later();
            }
        };
    }

    @Override
    public CompletionStage<PushResponse> send(List<ConsumerRecord<byte[], byte[]>> records) {
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        requests.add(records.stream().map(ConsumerRecord::offset).toList());
        times.add(nowNanos);
        received.addAll(records);
        var keys = new HashSet<String>();
        records.forEach(record -> keys.add(key(record)));
        for (var key : keys) {
            sameKeyAtOnce += keysInFlight.add(key) ? 0 : 1;
        }
        var response = new CompletableFuture<PushResponse>();
        after(Duration.ofMillis(random.nextInt(50)), () -> {
            inFlight--;
            keysInFlight.removeAll(keys);
            response.complete(answers.apply(this, records));
        });
        return response;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void runAfter(Duration delay, Runnable task) {
        tasks.remove(wake);
        wake = after(delay, task);
    }

    @Override
    public void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public void roomChanged() {
        rooms++;
    }

    @Override
    public void attempted(List<ConsumerRecord<byte[], byte[]>> records, PushResponse response, Duration duration) {}

    @Override
    public void changed(PushStatus status, String reason) {
        changes.add(status.toString());
    }

    /** Lets a time pass. */
    void run(Duration limit) {
        long end = nowNanos + limit.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= end) {
            var next = tasks.poll();
            nowNanos = next.atNanos();
            next.action().run();
        }
        nowNanos = end;
    }

    private CompletionStage<Void> later() {
        var done = new CompletableFuture<Void>();
        after(Duration.ofMillis(random.nextInt(3)), () -> done.complete(null));
        return done;
    }

    private Task after(Duration delay, Runnable action) {
        var task = new Task(nowNanos + delay.toNanos(), sequence++, action);
        tasks.add(task);
        return task;
    }
}

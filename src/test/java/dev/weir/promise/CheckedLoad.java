package dev.weir.promise;

import static java.util.stream.Collectors.toSet;

import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Load of every form at a moderate rate, for hours, whose outcomes are compared with the log in the end.
 *
 * <p>Single records, batches, lines, and records whose receipts come later: about 120 records a second, so that the
 * account of an hour has its place in memory.
 */
public final class CheckedLoad {

    private static final int PARTITIONS = 4;
    private static final Duration RECEIPTS = Deadlines.seconds(60);

    private final WeirProcess weir;
    private final TopicLog log;
    private final History history = new History();
    private final Map<String, Sent> accepted = new ConcurrentHashMap<>();
    private final ReceiptFollower receipts;
    private final List<Runnable> stops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Load for a Weir that runs; nobody sends yet.
     *
     * @param topic to be created
     */
    public CheckedLoad(WeirProcess weir, String bootstrapServers, String topic) {
        this.weir = weir;
        log = TopicLog.create(bootstrapServers, topic, PARTITIONS);
        receipts = ReceiptFollower.start(weir.port());
    }

    /**
     * The outcome of one record.
     *
     * @param kind single, batch, lines or async
     * @param status 0 where there was no answer
     */
    public record Outcome(String kind, int status, long nanos) {}

    /**
     * Lets the clients send from now on.
     *
     * @param phase that no other start of this load has
     */
    public void start(String phase) {
        for (int i = 0; i < 4; i++) {
            add(new Client(weir.port(), topic(), key("single", phase, i), 1, Duration.ofMillis(100), history));
        }
        for (int i = 0; i < 2; i++) {
            add(new Client(weir.port(), topic(), key("batch", phase, i), 5, Duration.ofMillis(250), history));
        }
        var lines = new LinesClient(weir.port(), topic(), key("lines", phase, 0), 10, Duration.ofMillis(500), history);
        add(lines, lines::stop);
        for (int i = 0; i < 2; i++) {
            var async = new AsyncClient(
                    weir.port(), topic(), key("async", phase, i), Duration.ofMillis(100), history, accepted);
            add(async::send, async::stop);
        }
        threads.forEach(Thread::start);
    }

    private static String key(String kind, String phase, int client) {
        return "%s-%s-%d".formatted(kind, phase, client);
    }

    private void add(Client client) {
        add(client, client::stop);
    }

    private void add(Runnable client, Runnable stop) {
        threads.add(new Thread(client, "checked-" + threads.size()));
        stops.add(stop);
    }

    /**
     * Returns when each client has its last answer and each accepted record its receipt, or the time for them is over.
     */
    public void stop() {
        stops.forEach(Runnable::run);
        Deadlines.await("the last answers of the clients").atMost(RECEIPTS).until(() -> threads.stream()
                .noneMatch(Thread::isAlive));
        stops.clear();
        threads.clear();
        takeReceipts();
    }

    private void takeReceipts() {
        long end = System.nanoTime() + RECEIPTS.toNanos();
        Deadlines.await()
                .atMost(RECEIPTS.plusSeconds(5))
                .until(() -> receipts.count() >= accepted.size() || System.nanoTime() > end);
    }

    /** A line for each rule of the promise that was broken; to be called once, in the end. */
    public List<String> violations() {
        var heard = receipts.heard();
        heard.forEach(one -> {
            var sent = accepted.remove(one.id());
            if (sent == null) {
                history.complain("A second receipt, or one for nothing: " + one.receipt());
            } else {
                history.add(one.of(sent));
            }
        });
        accepted.values().forEach(sent -> history.complain("No receipt for " + sent.value()));
        return Checker.check(history, log.read()).lines();
    }

    /** The outcome of each record so far; of an accepted one, by its receipt. */
    public Stream<Outcome> outcomes() {
        return history.attempts().stream()
                .map(attempt -> new Outcome(
                        attempt.sent().key().substring(0, attempt.sent().key().indexOf('-')),
                        attempt.status(),
                        attempt.took().toNanos()));
    }

    /** The values that are in the log. */
    public Set<String> written() {
        return log.read().stream().map(Written::value).collect(toSet());
    }

    public String topic() {
        return log.topic();
    }
}

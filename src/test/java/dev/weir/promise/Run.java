package dev.weir.promise;

import static java.util.stream.Collectors.toSet;

import dev.weir.testing.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One run: a topic, a Weir, clients that send to it, faults, and the check of the log. */
final class Run implements AutoCloseable {

    private static final Pattern NOT_FOR_NAMES = Pattern.compile("[^a-z0-9]+");
    private static final int PARTITIONS = 4;
    private static final int ENOUGH = 5;

    private final String name;
    private final TopicLog topic;
    private final WeirProcess weir;
    private final History history = new History();
    private final List<Load> loads = new ArrayList<>();

    private Run(String name, String bootstrapServers, Map<String, String> settings, Map<String, String> environment) {
        this.name = name;
        var id = NOT_FOR_NAMES.matcher(name).replaceAll("-");
        topic = TopicLog.create(bootstrapServers, id, PARTITIONS);
        weir = WeirProcess.start(id, bootstrapServers, settings, environment);
    }

    /** A run with a packaged Weir. */
    static Run start(String name, String bootstrapServers) {
        return start(name, bootstrapServers, Map.of());
    }

    /**
     * A run without clients.
     *
     * @param settings what Weir is told to do differently
     */
    static Run start(String name, String bootstrapServers, Map<String, String> settings) {
        return new Run(name, bootstrapServers, settings, Map.of());
    }

    /**
     * A run without clients, whose Weir has its own environment variables.
     *
     * @param environment variables that Weir finds
     */
    static Run startIn(Map<String, String> environment, String name, String bootstrapServers) {
        return new Run(name, bootstrapServers, Map.of(), environment);
    }

    /** Starts clients; returns when the first records are acknowledged. */
    Run send(int clients) {
        return sendMore(clients).awaitAcknowledged(Long.MIN_VALUE, ENOUGH);
    }

    /** Returns when so many records have been acknowledged that a Weir that has just started is warm. */
    Run warm(int records) {
        return awaitAcknowledged(Long.MIN_VALUE, records);
    }

    /** Starts more clients. */
    Run sendMore(int clients) {
        loads.add(Load.start(weir.port(), topic.topic(), "load-" + loads.size(), clients, history));
        return this;
    }

    /** Keeps the clients sending for this time. */
    Run goOn(Duration time) {
        Deadlines.await("all clients keep sending")
                .during(time)
                .atMost(time.plusSeconds(5))
                .until(() -> loads.stream().allMatch(Load::isSending));
        return this;
    }

    /** Marks the end of a fault, and waits until Weir has recovered or the time for that is over. */
    Run healed() {
        long now = System.nanoTime();
        history.healed(now);
        return awaitAcknowledged(now, ENOUGH);
    }

    private Run awaitAcknowledged(long since, int records) {
        var recovery = Checker.recovery();
        long end = System.nanoTime() + recovery.toNanos();
        Deadlines.await()
                .atMost(recovery.plusSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> history.acknowledgedSince(since) >= records || System.nanoTime() > end);
        return this;
    }

    /** Stops the clients and compares their responses with the log. */
    Violations end() {
        return end("");
    }

    /**
     * Stops the clients and compares their responses with the log.
     *
     * @param remark for the report
     */
    Violations end(String remark) {
        loads.forEach(Load::close);
        return report(Checker.check(history, topic.read()), remark);
    }

    /** The same for asynchronous sends, whose receipts have no timeout. */
    Violations endAsync(String remark) {
        return report(Checker.check(history, topic.read(), Checker.recovery(), Checker.recovery()), remark);
    }

    private Violations report(Violations violations, String remark) {
        Report.add(name, history, violations, remark);
        return violations;
    }

    /** The number of requests without a response. */
    long unanswered() {
        return history.attempts().stream()
                .filter(attempt -> !attempt.isAnswered() && attempt.ending() == Ending.INFO)
                .count();
    }

    /** Records in the log whose sender got no response. */
    List<String> writtenWithoutAnswer() {
        Set<String> written = topic.read().stream().map(Written::value).collect(toSet());
        return history.attempts().stream()
                .filter(attempt -> !attempt.isAnswered())
                .map(Attempt::value)
                .filter(written::contains)
                .toList();
    }

    String topic() {
        return topic.topic();
    }

    WeirProcess weir() {
        return weir;
    }

    History history() {
        return history;
    }

    @Override
    public void close() {
        loads.forEach(Load::close);
        weir.close();
    }
}

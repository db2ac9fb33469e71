package dev.weir.promise;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** One run: a topic, a Weir, clients that send to it, whatever happens meanwhile, and the verdict. */
final class Run implements AutoCloseable {

    private static final Pattern NOT_FOR_NAMES = Pattern.compile("[^a-z0-9]+");
    private static final int PARTITIONS = 4;
    private static final int ENOUGH = 5;
    private static final Duration RECOVERY = Duration.ofSeconds(30);

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

    /** A run with a Weir as it is shipped. */
    static Run start(String name, String bootstrapServers) {
        return start(name, bootstrapServers, Map.of());
    }

    /**
     * A run; nobody sends yet.
     *
     * @param settings what Weir is told to do differently
     */
    static Run start(String name, String bootstrapServers, Map<String, String> settings) {
        return new Run(name, bootstrapServers, settings, Map.of());
    }

    /**
     * A run whose Weir is started in an environment of its own; nobody sends yet.
     *
     * @param environment variables that Weir finds
     */
    static Run startIn(Map<String, String> environment, String name, String bootstrapServers) {
        return new Run(name, bootstrapServers, Map.of(), environment);
    }

    /** Lets clients send from now on; returns when the first are served. */
    Run send(int clients) {
        return sendMore(clients).awaitAcknowledged(Long.MIN_VALUE, ENOUGH);
    }

    /** Returns when so many records have been acknowledged that a Weir that has just started is warm. */
    Run warm(int records) {
        return awaitAcknowledged(Long.MIN_VALUE, records);
    }

    /** Lets more clients send from now on. */
    Run sendMore(int clients) {
        loads.add(Load.start(weir.port(), topic.topic(), "load-" + loads.size(), clients, history));
        return this;
    }

    /** Keeps the clients sending for this time. */
    Run goOn(Duration time) {
        Awaitility.await("all clients keep sending")
                .during(time)
                .atMost(time.plusSeconds(5))
                .until(() -> loads.stream().allMatch(Load::isSending));
        return this;
    }

    /** Says that a fault is over, and gives Weir the time to recover that it may take. */
    Run healed() {
        long now = System.nanoTime();
        history.healed(now);
        return awaitAcknowledged(now, ENOUGH);
    }

    private Run awaitAcknowledged(long since, int records) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        Awaitility.await()
                .atMost(RECOVERY.plusSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> history.acknowledgedSince(since) >= records || System.nanoTime() > end);
        return this;
    }

    /** Ends sending and compares what the clients were told with the log. */
    Violations end() {
        return end("");
    }

    /**
     * Ends sending and compares what the clients were told with the log.
     *
     * @param remark for the report
     */
    Violations end(String remark) {
        loads.forEach(Load::close);
        return report(Checker.check(history, topic.read()), remark);
    }

    /** The same for what nobody waited for: a receipt comes when Kafka's client has an outcome, within no budget. */
    Violations endAsync(String remark) {
        return report(Checker.check(history, topic.read(), RECOVERY), remark);
    }

    private Violations report(Violations violations, String remark) {
        Report.add(name, history, violations, remark);
        return violations;
    }

    /** How many requests were left without an answer. */
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

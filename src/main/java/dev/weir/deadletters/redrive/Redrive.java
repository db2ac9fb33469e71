package dev.weir.deadletters.redrive;

import dev.weir.deadletters.redrive.PreparedLetter.OrderedKey;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.reading.Stopwatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends dead letters back until all are sent or it is cancelled; runs on its own thread.
 *
 * <p>Dead letters are read once, in the order of their partitions, and sent in small batches in which no key is twice:
 * after a failure no later record of the key is sent. See RATIONALE.md, "A redrive claims before it sends".
 */
public final class Redrive implements Runnable {

    private static final System.Logger LOG = System.getLogger(Redrive.class.getName());
    private static final int MAX_BATCH = 100;
    private static final long MAX_BATCH_BYTES = 262_144;
    private static final int MAX_FAILED_KEYS = 1_000;

    private final String id;
    private final RedriveEnvironment environment;
    private final RedriveSpec spec;
    private final RedriveClient client;
    private final Consumer<RedriveResult> onResult;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RedriveProgress progress = new RedriveProgress();
    private final List<PreparedLetter> batch = new ArrayList<>();
    private final Set<OrderedKey> batchKeys = new HashSet<>();
    private final Set<OrderedKey> failedKeys = new HashSet<>();
    private long batchBytes;
    private final Stopwatch sinceStart;
    private long dispatched;
    private LetterPreparer preparer;
    private ClaimedSend claimedSend;

    /**
     * A redrive that {@link #run} executes.
     *
     * @param id unique in the cluster
     * @param onResult receives the result of each dead letter, on the thread of the redrive
     */
    public Redrive(
            String id,
            RedriveEnvironment environment,
            RedriveSpec spec,
            RedriveClient client,
            Consumer<RedriveResult> onResult) {
        this.id = id;
        this.environment = environment;
        this.spec = spec;
        this.client = client;
        this.onResult = onResult;
        sinceStart = new Stopwatch(environment.ticker());
    }

    @Override
    public void run() {
        try {
            redrive();
            progress.end(stop.getCount() == 0 ? RedriveReport.State.CANCELLED : RedriveReport.State.DONE, null);
        } catch (Failure failure) {
            progress.end(RedriveReport.State.FAILED, failure.getMessage());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            progress.end(RedriveReport.State.CANCELLED, null);
        } catch (RuntimeException | Error defect) {
            LOG.log(System.Logger.Level.ERROR, "Redrive " + id + " failed", defect);
            progress.end(
                    RedriveReport.State.FAILED, "The redrive failed before its end; the log of Weir has the reason");
        } finally {
            ended.countDown();
        }
    }

    /** Ends the redrive after the records that are being sent, and does not wait. */
    public void cancel() {
        stop.countDown();
    }

    /** Waits until the redrive has ended; returns whether it has. */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return ended.await(seconds, TimeUnit.SECONDS);
    }

    /** The counts and the last results so far. */
    public RedriveReport report() {
        return progress.report(id, spec.topic());
    }

    private void redrive() throws InterruptedException {
        var topic = environment.topics().describe(spec.topic().value());
        environment.marks().ensureTopic();
        environment.marks().refresh();
        var ranges = environment.topics().ranges(List.of(topic));
        preparer = new LetterPreparer(environment, spec, client, topic.topicId());
        claimedSend = new ClaimedSend(id, environment, spec, client, topic.topicId(), stop);
        sinceStart.restart();
        try (var reader = environment.reader()) {
            var missing = new MissingLetters(spec.selected());
            for (var read : SelectedReads.of(spec, ranges)) {
                reader.read(read, record -> {
                    missing.found(record);
                    return visit(record);
                });
            }
            flush();
            if (stop.getCount() > 0) {
                missing.results().forEach(this::note);
            }
        }
        claimedSend.forget(environment.marks().expired(topic.topicId(), ranges));
    }

    /** Returns whether the redrive goes on. */
    private boolean visit(ConsumerRecord<byte[], byte[]> letter) {
        if (stop.getCount() == 0) {
            return false;
        }
        if (!spec.selects(letter) || !spec.filter().test(letter)) {
            return true;
        }
        client.mayGoOn().run();
        PreparedLetter prepared;
        try {
            prepared = preparer.prepare(letter);
        } catch (Failure reason) {
            if (reason.kind() == Failure.Kind.UNAVAILABLE || reason.kind() == Failure.Kind.UNAUTHENTICATED) {
                throw reason;
            }
            note(RedriveResult.skipped(letter, reason.getMessage()));
            return true;
        }
        try {
            add(prepared);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
        return stop.getCount() > 0;
    }

    private void add(PreparedLetter letter) throws InterruptedException {
        var key = letter.orderedKey();
        if (key != null && batchKeys.contains(key)) {
            flush();
        }
        if (key != null && failedKeys.contains(key)) {
            note(new RedriveResult(
                    letter.id().partition(),
                    letter.id().offset(),
                    RedriveResult.Effect.SKIPPED,
                    null,
                    "An earlier record of its key was not sent, and records of a key stay in order"));
            return;
        }
        batch.add(letter);
        batchBytes += letter.bytes();
        if (key != null) {
            batchKeys.add(key);
        }
        if (batch.size() >= maxBatch() || batchBytes >= MAX_BATCH_BYTES) {
            flush();
        }
    }

    /** Small batches at low rates, so that records leave evenly and a cancellation is prompt. */
    private int maxBatch() {
        return (int) Math.max(1, Math.min(MAX_BATCH, spec.recordsPerSecond() / 10));
    }

    private void flush() throws InterruptedException {
        if (batch.isEmpty() || isStoppedBeforeDue()) {
            return;
        }
        client.mayGoOn().run();
        dispatched += batch.size();
        var outcomes = claimedSend.send(batch);
        for (int i = 0; i < batch.size(); i++) {
            note(batch.get(i), outcomes.get(i));
        }
        batch.clear();
        batchKeys.clear();
        batchBytes = 0;
        claimedSend.checkMarked();
        if (failedKeys.size() > MAX_FAILED_KEYS) {
            throw Failure.unprocessable("Records of more than %d keys were not sent; see the results for the reasons"
                    .formatted(MAX_FAILED_KEYS));
        }
    }

    /** Waits until the rate allows the batch. */
    private boolean isStoppedBeforeDue() throws InterruptedException {
        long due = (long) (dispatched / spec.recordsPerSecond() * 1e9)
                - sinceStart.elapsed().toNanos();
        return stop.await(Math.max(0, due), TimeUnit.NANOSECONDS);
    }

    private void note(PreparedLetter letter, ClaimedSend.Effect effect) {
        var outcome = effect.outcome();
        if (!outcome.isStored() && letter.orderedKey() != null) {
            failedKeys.add(letter.orderedKey());
        }
        note(new RedriveResult(
                letter.id().partition(),
                letter.id().offset(),
                effect.isTried() ? effectOf(outcome) : RedriveResult.Effect.SKIPPED,
                outcome.stored(),
                outcome.isStored()
                        ? null
                        : KafkaFailures.ofSend(outcome.failure()).getMessage()));
    }

    private static RedriveResult.Effect effectOf(Outcome outcome) {
        if (outcome.isStored()) {
            return RedriveResult.Effect.SENT;
        }
        return outcome.failure().kind() == Failure.Kind.UNKNOWN_OUTCOME
                ? RedriveResult.Effect.UNKNOWN
                : RedriveResult.Effect.FAILED;
    }

    private void note(RedriveResult result) {
        progress.add(result);
        onResult.accept(result);
    }
}

package dev.weir.generate;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.generate.GeneratorSpec.Mode;
import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.reading.Stopwatch;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends generated records at a steady rate until their count is reached or it is stopped; runs on its own thread.
 *
 * <p>Each record is due at a time relative to the start, so that delays do not add up. Late records are sent together.
 */
public final class Generator implements Runnable {

    private static final System.Logger LOG = System.getLogger(Generator.class.getName());
    private static final int MAX_CONCURRENT = 500;
    private static final long MAX_BYTES_IN_FLIGHT = 1_048_576;
    private static final long TIMEOUT_SECONDS = 8;

    /** Refusals that all records to come would get, too. */
    private static final Set<Failure.Kind> REVOKED = EnumSet.of(Failure.Kind.UNAUTHENTICATED, Failure.Kind.FORBIDDEN);

    private final String id;
    private final GeneratorSpec spec;
    private final RecordSender sender;
    private final Templates templates;
    private final SplittableRandom random;
    private final Stopwatch sinceStart;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The records without an outcome, and one for the generator itself while it sends. */
    private final AtomicLong inFlight = new AtomicLong(1);

    private final CountDownLatch settled = new CountDownLatch(1);

    private final AtomicLong enqueued = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile String lastError;
    private boolean failed;
    private volatile GeneratorReport.State state = GeneratorReport.State.RUNNING;

    /**
     * A generator that {@link #run} executes, for a program without CDI.
     *
     * @param id its id in reports
     */
    public Generator(String id, GeneratorSpec spec, RecordSender sender, Ticker ticker) {
        this(id, new Templates(spec), sender, ticker);
    }

    Generator(String id, Templates templates, RecordSender sender, Ticker ticker) {
        this.id = id;
        spec = templates.spec();
        this.templates = templates;
        this.sender = sender;
        sinceStart = new Stopwatch(ticker);
        random = new SplittableRandom(spec.seed() == null ? new SecureRandom().nextLong() : spec.seed());
    }

    @Override
    public void run() {
        try {
            long n = 0;
            while (n < most() && !pausedUntilDue(n)) {
                int due = due(n);
                send(n, due);
                n += due;
            }
            settle(1);
            if (!settled.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                lastError = "Some records had no outcome when the generator ended";
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error defect) {
            LOG.log(System.Logger.Level.ERROR, "Generator " + id + " failed", defect);
            errors.incrementAndGet();
            lastError = "The generator failed before its end; the log of Weir has the reason";
            failed = true;
        } finally {
            state = failed
                    ? GeneratorReport.State.FAILED
                    : stop.getCount() == 0 ? GeneratorReport.State.STOPPED : GeneratorReport.State.FINISHED;
            ended.countDown();
        }
    }

    /** Stops the generator and does not wait. */
    public void end() {
        stop.countDown();
    }

    /** Stops the generator and waits, up to a few seconds, for the outcome of every enqueued record. */
    public GeneratorReport stop() throws InterruptedException {
        end();
        ended.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return report();
    }

    /** The current counts. */
    public GeneratorReport report() {
        return new GeneratorReport(id, state, spec, enqueued.get(), delivered.get(), errors.get(), lastError);
    }

    boolean isRunning() {
        return state == GeneratorReport.State.RUNNING;
    }

    private long most() {
        return spec.count() == null ? Long.MAX_VALUE : spec.count();
    }

    /** Waits until a record is due; true when the generator is stopped. */
    private boolean pausedUntilDue(long n) throws InterruptedException {
        long wait = spec.rate() == null
                ? 0
                : (long) (n / spec.rate() * 1e9) - sinceStart.elapsed().toNanos();
        return stop.await(Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    /** The number of records from {@code n} on that are due now, at least one. */
    private int due(long n) {
        if (spec.mode() == Mode.SYNC) {
            return 1;
        }
        long late = spec.rate() == null
                ? MAX_CONCURRENT
                : (long) (sinceStart.elapsed().toNanos() / 1e9 * spec.rate()) - n + 1;
        long together = Math.min(MAX_CONCURRENT, MAX_BYTES_IN_FLIGHT / Math.max(1, templates.maxBytes()));
        return (int) Math.max(1, Math.min(Math.min(late, together), most() - n));
    }

    private void send(long n, int count) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (long i = n + 1; i <= n + count; i++) {
            records.add(templates.record(i, random));
        }
        var request = new SendRequest(spec.topic(), spec.acks(), spec.partitioner(), records);
        while (!accepted(request) && !stop.await(20, TimeUnit.MILLISECONDS)) {
            // Weir has too many records in flight: send the same records again after a pause.
        }
    }

    /** False when Weir has too many records in flight. */
    private boolean accepted(SendRequest request) {
        int count = request.records().size();
        inFlight.addAndGet(count);
        var done = new CompletableFuture<Void>();
        try {
            sender.send(request, (index, outcome) -> {
                        note(outcome);
                        settle(1);
                        done.complete(null);
                    })
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException thrown) {
            settle(count);
            return noteRefusal(KafkaFailures.ofSend(thrown), count);
        }
        enqueued.addAndGet(count);
        if (spec.mode() == Mode.SYNC) {
            done.join();
        }
        return true;
    }

    private void settle(int count) {
        if (inFlight.addAndGet(-count) == 0) {
            settled.countDown();
        }
    }

    private boolean noteRefusal(Failure refusal, int count) {
        if (refusal.kind() == Failure.Kind.TOO_MANY) {
            return false;
        }
        errors.addAndGet(count);
        lastError = refusal.getMessage();
        if (REVOKED.contains(refusal.kind())) {
            failed = true;
            end();
        }
        return true;
    }

    private void note(Outcome outcome) {
        if (outcome.isStored()) {
            delivered.incrementAndGet();
        } else {
            errors.incrementAndGet();
            lastError = outcome.failure().getMessage();
        }
    }
}

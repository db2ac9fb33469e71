package dev.weir.channels.push.delivery;

import dev.weir.channels.handler.WebhookRejectedException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Delivers the records of a push: those of a key one after the other, those of different keys at the same time.
 *
 * <p>All methods are called on one thread, that of its {@link Surroundings}.
 */
public final class Dispatcher {

    private final DeliveryRules rules;
    private final Surroundings surroundings;
    private final Lanes lanes;
    private final DeliveryWindow window;
    private final EndpointHealth health;
    private final RateLimit rate;
    private final RequestsInFlight inFlight = new RequestsInFlight();
    private boolean isStopped;
    private boolean isPumping;
    private boolean isPumpWanted;

    /** A dispatcher without records. */
    public Dispatcher(DeliveryRules rules, Surroundings surroundings) {
        this.rules = rules;
        this.surroundings = surroundings;
        lanes = new Lanes(rules.batch());
        window = new DeliveryWindow(rules.windowRecords(), rules.windowBytes());
        rate = new RateLimit(rules.recordsPerSecond());
        health =
                new EndpointHealth(rules.failureThreshold(), rules.concurrency(), rules.retry(), surroundings::changed);
    }

    /** How many further records have room. */
    public int room() {
        return isStopped ? 0 : window.room();
    }

    /** The number of records from the oldest undelivered one to the newest one. */
    public int pending() {
        return window.records();
    }

    /** The number of requests without a response. */
    public int inFlight() {
        return inFlight.count();
    }

    /** Whether records are sent. */
    public PushStatus status() {
        return health.status();
    }

    /** Why the status is not active; empty where it is. */
    public String reason() {
        return health.reason();
    }

    /** Delivers a record after those of its key that came before. */
    public void deliver(ConsumerRecord<byte[], byte[]> record, RecordSettlement settlement) {
        var now = surroundings.nowNanos();
        var pending = new PendingRecord(record, settlement, now);
        pending.enter(window.add(pending.partition(), PendingRecord.bytes(record)));
        lanes.add(pending, now);
        pump();
    }

    /** Accepts a record that is not for the receiver. It takes room while records before it are undelivered. */
    public void skip(ConsumerRecord<byte[], byte[]> record, RecordSettlement settlement) {
        var entry = window.add(new TopicPartition(record.topic(), record.partition()), 0);
        settlement
                .accepted()
                .whenComplete((done, thrown) -> surroundings.run(() -> {
                    window.done(entry);
                    surroundings.roomChanged();
                }));
    }

    /** Begins no further request until {@link #resume}. */
    public void pause(String reason) {
        health.pause(reason);
    }

    /** Sends again at once, with the whole schedule of retries before each record. */
    public void resume() {
        health.resume();
        lanes.forgive();
        lanes.retryAll(surroundings.nowNanos());
        pump();
    }

    /**
     * Forgets the records of partitions that another member gets; completes when no request with one of them is in
     * flight.
     */
    public CompletionStage<Void> revoke(Collection<TopicPartition> partitions) {
        lanes.drop(partitions);
        window.drop(partitions);
        surroundings.roomChanged();
        return inFlight.drained(List.copyOf(partitions));
    }

    /** Begins no request any more; completes when none is in flight. */
    public CompletionStage<Void> stop() {
        isStopped = true;
        return inFlight.drained();
    }

    /** Begins all requests that may begin. A response may come before {@code send} returns, so this does not nest. */
    private void pump() {
        isPumpWanted = true;
        if (isPumping) {
            return;
        }
        isPumping = true;
        try {
            while (isPumpWanted) {
                isPumpWanted = false;
                begin();
            }
        } finally {
            isPumping = false;
        }
    }

    private void begin() {
        while (!isStopped && inFlight.count() < health.maxInFlight()) {
            long now = surroundings.nowNanos();
            long notBefore = Math.max(health.notBeforeNanos(), rate.notBeforeNanos());
            var lane = notBefore > now ? null : lanes.next(now);
            if (lane == null) {
                long due = Math.max(notBefore, lanes.nextDueNanos());
                if (due != Long.MAX_VALUE) {
                    // A timer of whole milliseconds must not wake too early.
                    surroundings.runAfter(Duration.ofNanos(due - now + TimeUnit.MILLISECONDS.toNanos(1)), this::pump);
                }
                return;
            }
            send(lane, lane.start(rules.batch()), now);
        }
    }

    private void send(KeyLane lane, List<PendingRecord> batch, long now) {
        inFlight.begin(lane.key().partition());
        rate.count(batch.size(), now);
        var records = batch.stream().map(PendingRecord::record).toList();
        surroundings.send(records).whenComplete((response, thrown) -> {
            var outcome = thrown == null ? response : PushResponse.none("got no request: " + thrown);
            surroundings.attempted(records, outcome, Duration.ofNanos(surroundings.nowNanos() - now));
            completed(lane, batch, outcome);
        });
    }

    private void completed(KeyLane lane, List<PendingRecord> batch, PushResponse response) {
        long now = surroundings.nowNanos();
        if (response.isAccepted()) {
            succeeded(now);
            settle(lane, batch, null);
        } else if (response.isGone()) {
            health.pause("it responded 410 Gone");
            retry(lane, now);
        } else if (rules.rejecting().contains(response.status())) {
            succeeded(now);
            reject(lane, batch, response, now);
        } else {
            health.failed(now, response);
            retryOrGiveUp(lane, batch, response, now);
        }
    }

    private void succeeded(long now) {
        if (health.succeeded()) {
            lanes.retryAll(now);
        }
    }

    private void reject(KeyLane lane, List<PendingRecord> batch, PushResponse response, long now) {
        if (batch.size() == 1) {
            batch.get(0).failed(now);
            settle(lane, batch, response);
        } else {
            batch.forEach(PendingRecord::sendAlone);
            retry(lane, now);
        }
    }

    private void retryOrGiveUp(KeyLane lane, List<PendingRecord> batch, PushResponse response, long now) {
        batch.forEach(record -> record.failed(now));
        var over = batch.stream()
                .filter(record -> rules.retry().isOver(record.failingNanos(now)))
                .toList();
        if (over.isEmpty() || lane.isDropped()) {
            retry(lane, now + rules.retry().backoffNanos(batch.get(0).attempts()));
        } else {
            settle(lane, over, response);
        }
    }

    private void retry(KeyLane lane, long dueNanos) {
        lanes.retry(lane, dueNanos);
        ended(lane);
    }

    /** Ends the delivery of records; those that the receiver did not accept become dead letters. */
    private void settle(KeyLane lane, List<PendingRecord> batch, PushResponse rejection) {
        if (lane.isDropped() && rejection != null) {
            retry(lane, 0);
            return;
        }
        var settled = batch.stream()
                .map(record -> (rejection == null
                                ? record.settlement().accepted()
                                : record.settlement()
                                        .rejected(new WebhookRejectedException(
                                                "The webhook " + rejection.problem(), record.attempts())))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        // A record that could not be settled stays uncommitted, and is read again.
        var unused = CompletableFuture.allOf(settled)
                .whenComplete((done, thrown) -> surroundings.run(() -> {
                    for (var record : batch) {
                        lane.removed(record);
                        window.done(record.entry());
                    }
                    lanes.release(lane, surroundings.nowNanos());
                    ended(lane);
                    surroundings.roomChanged();
                }));
    }

    private void ended(KeyLane lane) {
        inFlight.end(lane.key().partition());
        pump();
    }
}

package dev.weir.produce.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.kafka.SendRequest;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import dev.weir.model.TopicName;
import dev.weir.produce.TestProduceConfig;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A window of three receipts. */
class ReceiptsTest {

    private static final TopicName TOPIC = new TopicName("orders");

    private final ManualTicker ticker = new ManualTicker();
    private final Receipts receipts = new Receipts(
            new ReceiptWindow(TestProduceConfig.small(100, 100_000).maxReceipts()), "key:orders", ticker, id -> id);

    @Test
    void each_record_has_its_own_receipt() {
        var open = receipts.open(batch(3));

        assertThat(open.ids()).hasSize(3).doesNotHaveDuplicates();
        assertThat(receipts.find(open.ids().get(0)).orElseThrow().state()).isEqualTo(Receipt.State.PENDING);
    }

    @Test
    void the_receipt_of_a_stored_record_has_partition_and_offset() {
        var open = receipts.open(batch(1));

        open.outcome(0, stored(7));

        var receipt = receipts.find(open.ids().get(0)).orElseThrow();
        assertThat(receipt)
                .isEqualTo(new Receipt(
                        open.ids().get(0),
                        Receipt.State.DELIVERED,
                        TOPIC,
                        1,
                        "key:orders",
                        receipt.times(),
                        0,
                        7L,
                        5L,
                        null,
                        null));
    }

    @Test
    void a_receipt_says_how_long_the_record_waited_for_the_producer_and_for_the_broker() {
        var open = receipts.open(batch(2));
        var pending = receipts.find(open.ids().get(0)).orElseThrow().times();
        assertThat(pending).isEqualTo(ReceiptTimes.pending(pending.accepted()));

        open.outcome(0, failed(Failure.Kind.NOT_FOUND));
        ticker.advance(Duration.ofNanos(1_500_000));
        open.sending();
        ticker.advance(Duration.ofNanos(7_750_999));
        open.outcome(1, stored(7));

        long accepted = pending.accepted();
        assertThat(receipts.find(open.ids().get(0)).orElseThrow().times())
                .isEqualTo(new ReceiptTimes(accepted, null, accepted, null, null));
        assertThat(receipts.find(open.ids().get(1)).orElseThrow().times())
                .isEqualTo(new ReceiptTimes(accepted, accepted + 1, accepted + 9, 1.5, 7.75));
    }

    @Test
    void the_receipt_of_a_failed_record_has_status_and_message() {
        var open = receipts.open(batch(1));

        open.outcome(0, failed(Failure.Kind.NOT_FOUND));

        var receipt = receipts.find(open.ids().get(0)).orElseThrow();
        assertThat(receipt.state()).isEqualTo(Receipt.State.FAILED);
        assertThat(receipt.errorCode()).isEqualTo(404);
        assertThat(receipt.message()).isEqualTo("NOT_FOUND");
    }

    @Test
    void an_unknown_outcome_is_not_a_failure() {
        var open = receipts.open(batch(1));

        open.outcome(0, failed(Failure.Kind.UNKNOWN_OUTCOME));

        var receipt = receipts.find(open.ids().get(0)).orElseThrow();
        assertThat(receipt.state()).isEqualTo(Receipt.State.UNKNOWN);
        assertThat(receipt.errorCode()).isEqualTo(504);
    }

    @Test
    void the_summary_counts_every_record_once() {
        var open = receipts.open(batch(6));
        open.outcome(0, stored(1));
        open.outcome(1, stored(2));
        open.outcome(2, stored(3));
        open.outcome(3, failed(Failure.Kind.NOT_FOUND));
        open.outcome(4, failed(Failure.Kind.UNKNOWN_OUTCOME));

        assertThat(receipts.summary()).isEqualTo(new ReceiptSummary(6, 3, 1, 1, 1));
    }

    @Test
    void withdrawn_receipts_are_not_counted() {
        var open = receipts.open(batch(2));

        open.withdraw();

        assertThat(receipts.summary()).isEqualTo(new ReceiptSummary(0, 0, 0, 0, 0));
        assertThat(receipts.find(open.ids().get(0))).isEmpty();
    }

    @Test
    void the_oldest_receipts_leave_the_window_first() {
        var open = receipts.open(batch(5));

        closeAll(open);

        assertThat(open.ids().stream().map(id -> receipts.find(id).isPresent()))
                .containsExactly(false, false, true, true, true);
    }

    @Test
    void pending_receipts_do_not_leave_the_window() {
        var slow = receipts.open(batch(1));

        closeAll(receipts.open(batch(10)));

        assertThat(receipts.find(slow.ids().get(0))).isPresent();
    }

    @Test
    void a_reader_gets_receipts_after_its_last_one() {
        closeAll(receipts.open(batch(3)));

        assertThat(receipts.after(1, 10).toCompletableFuture().join())
                .extracting(Receipt::sequence)
                .containsExactly(2L, 3L);
    }

    @Test
    void a_reader_gets_at_most_the_requested_number_of_receipts() {
        closeAll(receipts.open(batch(3)));

        assertThat(receipts.after(0, 2).toCompletableFuture().join())
                .extracting(Receipt::sequence)
                .containsExactly(1L, 2L);
    }

    @Test
    void a_reader_at_the_end_waits_for_the_next_receipt() {
        closeAll(receipts.open(batch(2)));
        var waiting = receipts.after(2, 10).toCompletableFuture();
        assertThat(waiting).isNotDone();

        closeAll(receipts.open(batch(1)));

        assertThat(waiting)
                .succeedsWithin(Deadlines.inSeconds(5), TimeUnit.SECONDS)
                .satisfies(closed ->
                        assertThat(closed).extracting(Receipt::sequence).containsExactly(3L));
    }

    @Test
    void a_reader_behind_the_window_gets_an_overflow_event_with_the_number_of_missed_receipts() {
        closeAll(receipts.open(batch(5)));

        var events = events(receipts.run() + ":1");

        assertThat(events.get(0)).isEqualTo("event:overflow\ndata:{\"skipped\":1}");
        assertThat(events.subList(1, 4)).allMatch(event -> event.contains("\nevent:delivered\ndata:{"));
        assertThat(ids(events.subList(1, 4)))
                .containsExactly(receipts.run() + ":3", receipts.run() + ":4", receipts.run() + ":5");
    }

    @Test
    void a_reader_within_the_window_misses_nothing() {
        closeAll(receipts.open(batch(5)));

        assertThat(events(receipts.run() + ":2"))
                .hasSize(3)
                .allMatch(event -> event.contains("\nevent:delivered\ndata:{"));
    }

    @Test
    void a_reader_of_an_earlier_run_gets_all_receipts_that_are_kept() {
        closeAll(receipts.open(batch(2)));

        assertThat(ids(events("earlier:900"))).containsExactly(receipts.run() + ":1", receipts.run() + ":2");
    }

    private List<String> events(String lastEventId) {
        var events = new ReceiptEvents(receipts, new ObjectMapper(), id -> id);
        long last = ReceiptPositions.of(lastEventId).sequence(receipts.run());
        var closed = receipts.after(last, 10).toCompletableFuture().join();
        return List.of(events.of(last, closed).toString().split("\n\n"));
    }

    private static List<String> ids(List<String> events) {
        return events.stream()
                .map(event -> event.substring("id:".length(), event.indexOf('\n')))
                .toList();
    }

    private static void closeAll(Receipts.PendingReceipts open) {
        for (int i = 0; i < open.ids().size(); i++) {
            open.outcome(i, stored(i));
        }
    }

    private static Outcome stored(long offset) {
        return Outcome.of(new StoredRecord(TOPIC, 0, offset, 5L));
    }

    private static Outcome failed(Failure.Kind kind) {
        return Outcome.of(Failure.of(kind, kind.name()));
    }

    private static SendRequest batch(int size) {
        var record = new ProducerRecord<>(TOPIC.value(), new byte[0], new byte[0]);
        return new SendRequest(TOPIC, Acks.ALL, PartitionerType.MURMUR2, Collections.nCopies(size, record));
    }
}

package dev.weir.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Histories made by hand, each with one thing wrong. */
class CheckerTest {

    private final History history = new History();

    @Test
    void a_history_without_violations_passes() {
        ok("a", 1, 2, place(0));
        ok("b", 3, 4, place(1));
        history.add(Attempt.answered(sent("c", 5), millis(6), 503, null));
        history.add(Attempt.answered(sent("d", 7), millis(8), 504, null));
        history.add(Attempt.unanswered(sent("e", 9), millis(10)));

        assertThat(check("a", "b", "e").lines()).isEmpty();
    }

    @Test
    void an_acknowledged_record_that_is_missing_is_a_loss() {
        ok("a", 1, 2, place(0));
        ok("b", 3, 4, place(1));

        assertThat(check("a").of(Rule.LOST)).containsExactly("b");
    }

    @Test
    void an_acknowledged_record_that_is_stored_twice_is_a_duplicate() {
        ok("a", 1, 2, place(0));

        assertThat(check("a", "a").of(Rule.DUPLICATE)).containsExactly("a");
    }

    @Test
    void a_record_of_unknown_outcome_that_is_stored_twice_is_a_duplicate() {
        history.add(Attempt.answered(sent("a", 1), millis(2), 504, null));

        assertThat(check("a", "a").of(Rule.REPEATED)).containsExactly("a");
    }

    @Test
    void a_rejected_record_that_is_stored_is_a_violation() {
        history.add(Attempt.answered(sent("a", 1), millis(2), 503, null));
        history.add(Attempt.answered(sent("b", 3), millis(4), 429, null));
        history.add(Attempt.answered(sent("c", 5), millis(6), 404, null));
        history.add(Attempt.refused(sent("d", 7), millis(8)));

        assertThat(check("a", "b", "c", "d").of(Rule.ABORTED_READ)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_stored_record_that_no_client_sent_is_a_violation() {
        assertThat(check("a").of(Rule.PHANTOM)).containsExactly("a");
    }

    @Test
    void a_record_at_another_offset_than_acknowledged_is_a_violation() {
        ok("a", 1, 2, place(1));
        ok("b", 1, 2, place(0));
        ok("c", 1, 2, null);

        assertThat(check("a", "b", "c").of(Rule.WRONG_RECEIPT)).containsExactly("a", "b", "c");
    }

    @Test
    void a_record_before_an_earlier_one_of_its_key_is_a_violation() {
        ok("first", 1, 9, place(1));
        ok("second", 2, 9, place(0));

        var violations = check("second", "first");

        assertThat(violations.of(Rule.REORDER)).containsExactly("second");
        assertThat(violations.of(Rule.STALE_OFFSET)).isEmpty();
    }

    @Test
    void the_order_of_different_keys_and_partitions_is_not_compared() {
        history.add(Attempt.answered(new Sent("a", "k1", 1, millis(1)), millis(9), 200, place(1)));
        history.add(Attempt.answered(new Sent("b", "k2", 2, millis(2)), millis(9), 200, place(0)));
        history.add(Attempt.answered(new Sent("c", "k1", 3, millis(3)), millis(9), 200, new Place(1, 0)));

        var log = List.of(new Written(place(0), "b"), new Written(place(1), "a"), new Written(new Place(1, 0), "c"));

        assertThat(Checker.check(history, log).lines()).isEmpty();
    }

    @Test
    void an_offset_below_one_that_was_acknowledged_before_is_a_violation() {
        history.add(Attempt.answered(new Sent("a", "k1", 1, millis(1)), millis(2), 200, place(1)));
        history.add(Attempt.answered(new Sent("b", "k2", 2, millis(3)), millis(4), 200, place(0)));

        assertThat(check("b", "a").of(Rule.STALE_OFFSET)).containsExactly("b");
    }

    @Test
    void a_response_after_the_timeout_is_a_violation() {
        history.add(Attempt.answered(sent("a", 1), millis(7_002), 504, null));
        history.add(Attempt.unanswered(sent("b", 1), millis(7_002)));

        assertThat(check().of(Rule.LATE)).containsExactly("a after 7.00 s", "b after 7.00 s");
    }

    @Test
    void fewer_than_five_acknowledgements_in_time_after_a_fault_are_a_violation() {
        history.healed(millis(0));
        for (int i = 0; i < 4; i++) {
            ok("v" + i, 1_000 + i, 1_001 + i, place(i));
        }
        ok("v4", 30_000, 30_001, place(4));

        assertThat(check("v0", "v1", "v2", "v3", "v4").of(Rule.NO_RECOVERY)).containsExactly("30.00 s");
    }

    @Test
    void no_acknowledgement_after_a_fault_is_a_violation() {
        ok("a", 1, 2, place(0));
        history.healed(millis(3));

        assertThat(check("a").of(Rule.NO_RECOVERY)).containsExactly("never");
    }

    @Test
    void unexpected_responses_that_clients_report_are_violations() {
        history.complain("503 without Retry-After");

        assertThat(check().of(Rule.BAD_ANSWER)).containsExactly("503 without Retry-After");
    }

    @Test
    void the_longest_times_without_a_response_and_without_an_acknowledgement_are_measured() {
        ok("a", 0, 10, place(0));
        history.add(Attempt.answered(sent("b", 0), millis(30), 503, null));
        history.add(Attempt.unanswered(sent("c", 0), millis(50)));
        ok("d", 0, 70, place(1));
        var timings = new Timings(history);

        assertThat(timings.longestSilence()).isEqualTo(Duration.ofMillis(40));
        assertThat(timings.longestOutage()).isEqualTo(Duration.ofMillis(60));
        assertThat(timings.percentile(99)).isEqualTo(Duration.ofMillis(70));
        assertThat(timings.percentile(50)).isEqualTo(Duration.ofMillis(30));
    }

    private void ok(String value, long start, long end, Place place) {
        history.add(Attempt.answered(sent(value, start), millis(end), 200, place));
    }

    private static Sent sent(String value, long start) {
        return new Sent(value, "key", start, millis(start));
    }

    private static Place place(long offset) {
        return new Place(0, offset);
    }

    /** A log of one partition with the values at the offsets 0, 1, 2, ... */
    private Violations check(String... log) {
        var written = new ArrayList<Written>();
        for (var value : log) {
            written.add(new Written(place(written.size()), value));
        }
        return Checker.check(history, written, Duration.ofSeconds(7), Duration.ofSeconds(30));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

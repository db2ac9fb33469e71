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
    void finds_nothing_where_the_promise_was_kept() {
        ok("a", 1, 2, place(0));
        ok("b", 3, 4, place(1));
        history.add(Attempt.answered(sent("c", 5), millis(6), 503, null));
        history.add(Attempt.answered(sent("d", 7), millis(8), 504, null));
        history.add(Attempt.unanswered(sent("e", 9), millis(10)));

        assertThat(check("a", "b", "e").lines()).isEmpty();
    }

    @Test
    void finds_what_was_acknowledged_and_is_not_there() {
        ok("a", 1, 2, place(0));
        ok("b", 3, 4, place(1));

        assertThat(check("a").of(Rule.LOST)).containsExactly("b");
    }

    @Test
    void finds_what_was_acknowledged_and_is_there_twice() {
        ok("a", 1, 2, place(0));

        assertThat(check("a", "a").of(Rule.DUPLICATE)).containsExactly("a");
    }

    @Test
    void finds_what_is_of_unknown_outcome_and_there_twice() {
        history.add(Attempt.answered(sent("a", 1), millis(2), 504, null));

        assertThat(check("a", "a").of(Rule.REPEATED)).containsExactly("a");
    }

    @Test
    void finds_what_was_refused_and_is_there() {
        history.add(Attempt.answered(sent("a", 1), millis(2), 503, null));
        history.add(Attempt.answered(sent("b", 3), millis(4), 429, null));
        history.add(Attempt.answered(sent("c", 5), millis(6), 404, null));
        history.add(Attempt.refused(sent("d", 7), millis(8)));

        assertThat(check("a", "b", "c", "d").of(Rule.ABORTED_READ)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void finds_what_nobody_sent() {
        assertThat(check("a").of(Rule.PHANTOM)).containsExactly("a");
    }

    @Test
    void finds_what_is_not_where_it_was_said_to_be() {
        ok("a", 1, 2, place(1));
        ok("b", 1, 2, place(0));
        ok("c", 1, 2, null);

        assertThat(check("a", "b", "c").of(Rule.WRONG_RECEIPT)).containsExactly("a", "b", "c");
    }

    @Test
    void finds_what_was_sent_later_and_is_further_in_front() {
        ok("first", 1, 9, place(1));
        ok("second", 2, 9, place(0));

        var violations = check("second", "first");

        assertThat(violations.of(Rule.REORDER)).containsExactly("second");
        assertThat(violations.of(Rule.STALE_OFFSET)).isEmpty();
    }

    @Test
    void does_not_compare_the_order_of_different_keys_and_partitions() {
        history.add(Attempt.answered(new Sent("a", "k1", 1, millis(1)), millis(9), 200, place(1)));
        history.add(Attempt.answered(new Sent("b", "k2", 2, millis(2)), millis(9), 200, place(0)));
        history.add(Attempt.answered(new Sent("c", "k1", 3, millis(3)), millis(9), 200, new Place(1, 0)));

        var log = List.of(new Written(place(0), "b"), new Written(place(1), "a"), new Written(new Place(1, 0), "c"));

        assertThat(Checker.check(history, log).lines()).isEmpty();
    }

    @Test
    void finds_an_offset_below_one_that_was_known_before() {
        history.add(Attempt.answered(new Sent("a", "k1", 1, millis(1)), millis(2), 200, place(1)));
        history.add(Attempt.answered(new Sent("b", "k2", 2, millis(3)), millis(4), 200, place(0)));

        assertThat(check("b", "a").of(Rule.STALE_OFFSET)).containsExactly("b");
    }

    @Test
    void finds_an_answer_that_took_longer_than_the_budget() {
        history.add(Attempt.answered(sent("a", 1), millis(7_002), 504, null));
        history.add(Attempt.unanswered(sent("b", 1), millis(7_002)));

        assertThat(check().of(Rule.LATE)).containsExactly("a after 7.00 s", "b after 7.00 s");
    }

    @Test
    void finds_that_fewer_than_five_were_acknowledged_in_time_after_a_fault() {
        history.healed(millis(0));
        for (int i = 0; i < 4; i++) {
            ok("v" + i, 1_000 + i, 1_001 + i, place(i));
        }
        ok("v4", 30_000, 30_001, place(4));

        assertThat(check("v0", "v1", "v2", "v3", "v4").of(Rule.NO_RECOVERY)).containsExactly("30.00 s");
    }

    @Test
    void finds_that_nothing_was_acknowledged_after_a_fault() {
        ok("a", 1, 2, place(0));
        history.healed(millis(3));

        assertThat(check("a").of(Rule.NO_RECOVERY)).containsExactly("never");
    }

    @Test
    void passes_on_what_the_clients_complain_of() {
        history.complain("503 without Retry-After");

        assertThat(check().of(Rule.BAD_ANSWER)).containsExactly("503 without Retry-After");
    }

    @Test
    void measures_the_longest_time_without_an_answer_and_without_an_acknowledgement() {
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
        return Checker.check(history, written, Duration.ofSeconds(7));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

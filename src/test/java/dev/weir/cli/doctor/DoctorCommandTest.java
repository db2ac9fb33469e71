package dev.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.cli.Cli;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void finds_a_sound_kafka_sound_and_leaves_nothing_behind() {
        var run = new Cli().run("doctor");

        assertThat(run.ok())
                .contains(
                        "good      versions",
                        "A record was written",
                        "The record was read, as it was written",
                        "A commit was taken, and is there",
                        "good      clock");
        assertThat(run.err()).isEmpty();
        assertThat(new Cli().run("topics").out()).doesNotContain("kafka-cli-doctor");
        assertThat(new Cli().run("groups").out()).doesNotContain("kafka-cli-doctor");
    }

    @Test
    void says_which_address_of_several_nobody_answers_at() {
        var run = new Cli().run("doctor", "-o", "ndjson", "-b", "127.0.0.1:1," + TestBroker.bootstrapServers());

        assertThat(run.lines()).anySatisfy(line -> assertThat(line)
                .contains("\"check\":\"address\",\"state\":\"doubtful\",\"words\":\"Nobody listens at 127.0.0.1:1;"));
    }

    @Test
    void tells_clocks_apart_that_differ_by_more_than_a_message_takes() {
        assertThat(ClockDifference.of(1_000, 1_030, 1_040).finding().state()).isEqualTo(Finding.State.GOOD);
        assertThat(ClockDifference.of(1_000, 6_020, 1_040).finding())
                .satisfies(found -> assertThat(found.state()).isEqualTo(Finding.State.DOUBTFUL))
                .satisfies(found -> assertThat(found.words()).contains("5.0 s ahead of ours"));
        assertThat(ClockDifference.of(9_000, 4_000, 9_000).finding().words()).contains("5.0 s behind ours");
        assertThat(ClockDifference.of(0, 3_000, 4_000).finding().state()).isEqualTo(Finding.State.GOOD);
    }
}

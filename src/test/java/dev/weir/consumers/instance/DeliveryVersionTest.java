package dev.weir.consumers.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DeliveryVersionTest {

    /** The events between two responses. */
    enum Step {
        WRITTEN,
        NOT_WRITTEN,
        TAKEN_BACK,
        WRITTEN_AND_TAKEN_BACK_MEANWHILE,
        NOT_WRITTEN_AND_TAKEN_BACK_MEANWHILE
    }

    private final DeliveryVersion version = new DeliveryVersion(16);

    @Example
    void a_written_response_has_the_next_number() {
        version.begin();
        assertThat(version.inFlight()).isEqualTo(17);
        assertThat(version.current()).isEqualTo(16);

        version.settle(true);
        assertThat(version.current()).isEqualTo(17);
    }

    @Example
    void a_response_that_was_not_written_leaves_no_gap() {
        version.begin();
        version.settle(false);
        assertThat(version.current()).isEqualTo(16);

        version.begin();
        assertThat(version.inFlight()).isEqualTo(17);
    }

    @Example
    void a_response_whose_records_are_taken_back_is_never_current() {
        version.begin();
        version.revoke();
        long meanwhile = version.current();
        version.settle(true);

        assertThat(meanwhile).isNotEqualTo(version.inFlight());
        assertThat(version.current()).isNotIn(meanwhile, version.inFlight());
    }

    /** A number that a client was told never becomes current again once it was not. */
    @Property
    void no_number_stands_for_two_things(@ForAll Step[] steps) {
        Set<Long> past = new HashSet<>();
        for (var step : steps) {
            long before = version.current();
            if (step != Step.TAKEN_BACK) {
                version.begin();
            }
            if (step != Step.WRITTEN && step != Step.NOT_WRITTEN) {
                version.revoke();
                past.add(before);
                before = version.current();
            }
            if (step != Step.TAKEN_BACK) {
                version.settle(step == Step.WRITTEN || step == Step.WRITTEN_AND_TAKEN_BACK_MEANWHILE);
            }
            if (version.current() != before) {
                past.add(before);
            }
            assertThat(past).doesNotContain(version.current());
            assertThat(version.current()).isGreaterThanOrEqualTo(before);
        }
    }
}

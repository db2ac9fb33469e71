package dev.weir.produce.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyHistogramTest {

    @ParameterizedTest
    @CsvSource({"0, 0.5", "500, 0.5", "501, 1", "1000, 1", "7700, 10", "5000000, 5000", "5000001,"})
    void a_duration_is_in_the_first_bucket_that_it_does_not_exceed(long micros, Double bucket) {
        var histogram = new LatencyHistogram();

        histogram.add(Duration.ofNanos(micros * 1_000));

        assertThat(histogram.buckets())
                .filteredOn(each -> each.requests() > 0)
                .containsExactly(new LatencyBucket(bucket, 1));
    }
}

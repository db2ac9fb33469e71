package dev.weir.produce.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kafka.StaticClusterMonitor;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import dev.weir.produce.TestProduceConfig;
import dev.weir.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A circuit breaker with a stall timeout of 50 ms. */
class CircuitBreakerTest {

    private static final Duration STALL = Duration.ofMillis(50);
    private static final TopicName ORDERS = new TopicName("orders");
    private static final TopicName OTHERS = new TopicName("others");

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker circuit =
            new CircuitBreaker(StaticClusterMonitor.available(), TestProduceConfig.small(100, 1_000), ticker);

    @Test
    void circuit_is_closed_while_no_record_is_in_flight() {
        circuit.sent(ORDERS, 1);
        circuit.completed(ORDERS, 1);
        ticker.advance(STALL.multipliedBy(3));

        assertThat(circuit.problem(ORDERS)).isEmpty();
    }

    @Test
    void circuit_opens_for_a_topic_whose_records_are_not_confirmed() {
        circuit.sent(ORDERS, 1);

        stall();

        assertThat(circuit.problem(ORDERS).orElseThrow().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(circuit.problem(ORDERS).orElseThrow()).hasMessageContaining("topic 'orders'");
        assertThat(circuit.problem(OTHERS)).isEmpty();
    }

    @Test
    void circuit_opens_only_after_the_whole_stall_timeout() {
        circuit.sent(ORDERS, 1);

        ticker.advance(STALL);
        assertThat(circuit.problem(ORDERS)).isEmpty();

        ticker.advance(Duration.ofNanos(1));
        assertThat(circuit.problem(ORDERS)).isPresent();
    }

    @Test
    void each_response_of_kafka_restarts_the_stall_timeout() {
        circuit.sent(ORDERS, 3);
        for (int i = 0; i < 3; i++) {
            ticker.advance(STALL);
            circuit.progressed(ORDERS);
            circuit.completed(ORDERS, 1);
            circuit.sent(ORDERS, 1);
        }
        ticker.advance(STALL);

        assertThat(circuit.problem(ORDERS)).isEmpty();
    }

    @Test
    void circuit_closes_when_the_last_outcome_is_known() {
        circuit.sent(ORDERS, 2);
        stall();

        circuit.completed(ORDERS, 2);

        assertThat(circuit.problem(ORDERS)).isEmpty();
    }

    @Test
    void circuit_closes_with_the_first_response_of_kafka() {
        circuit.sent(ORDERS, 2);
        stall();

        circuit.progressed(ORDERS);

        assertThat(circuit.problem(ORDERS)).isEmpty();
    }

    @Test
    void circuit_stays_open_while_records_time_out() {
        circuit.sent(ORDERS, 2);
        stall();

        circuit.completed(ORDERS, 1);

        assertThat(circuit.problem(ORDERS)).isPresent();
    }

    @Test
    void further_records_do_not_restart_the_stall_timeout() {
        circuit.sent(ORDERS, 1);
        stall();

        circuit.sent(ORDERS, 1);

        assertThat(circuit.problem(ORDERS)).isPresent();
    }

    @Test
    void circuit_is_open_for_all_topics_while_the_cluster_is_unavailable() {
        var cut = new CircuitBreaker(StaticClusterMonitor.unavailable(), TestProduceConfig.small(100, 1_000), ticker);

        assertThat(cut.problem(OTHERS))
                .hasValueSatisfying(problem -> assertThat(problem).hasMessage("Kafka is gone"));
    }

    @Test
    void circuit_stays_open_after_the_shutdown_has_begun() {
        circuit.stop();

        assertThat(circuit.problem(OTHERS))
                .hasValueSatisfying(problem -> assertThat(problem).hasMessageContaining("stopping"));
    }

    private void stall() {
        ticker.advance(STALL.plusNanos(1));
        assertThat(circuit.problem(ORDERS)).isPresent();
    }
}

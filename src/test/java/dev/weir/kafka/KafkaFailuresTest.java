package dev.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.Failure;
import dev.weir.model.Failure.Kind;
import dev.weir.reading.ConsumerFailures;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.ReassignmentInProgressException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailuresTest {

    static Stream<Arguments> commands() {
        return Stream.of(
                means(Kind.NOT_FOUND, new UnknownTopicOrPartitionException("no such topic")),
                means(Kind.NOT_FOUND, new GroupIdNotFoundException("no such group")),
                means(Kind.FORBIDDEN, new TopicAuthorizationException("not yours")),
                means(Kind.FORBIDDEN, new GroupAuthorizationException("not yours")),
                means(Kind.FORBIDDEN, new TransactionalIdAuthorizationException("not yours")),
                means(Kind.UNAVAILABLE, new ClusterAuthorizationException("not us")),
                means(Kind.UNAVAILABLE, new SaslAuthenticationException("not us")),
                means(Kind.UNAVAILABLE, new SslAuthenticationException("not us")),
                means(Kind.CONFLICT, new TopicExistsException("there")),
                means(Kind.CONFLICT, new GroupNotEmptyException("in use")),
                means(Kind.TOO_LARGE, new RecordTooLargeException("too large")),
                means(Kind.TOO_LARGE, new RecordBatchTooLargeException("too large")),
                means(Kind.INVALID, new InvalidTopicException("bad name")),
                means(Kind.INVALID, new InvalidTimestampException("bad time")),
                means(Kind.UNPROCESSABLE, new InvalidPartitionsException("0")),
                means(Kind.UNPROCESSABLE, new InvalidReplicationFactorException("9")),
                means(Kind.UNPROCESSABLE, new InvalidConfigurationException("no such setting")),
                means(Kind.UNPROCESSABLE, new PolicyViolationException("policy")),
                means(Kind.FORBIDDEN, new TopicDeletionDisabledException("no")),
                means(Kind.CONFLICT, new GroupSubscribedToTopicException("no")),
                means(Kind.CONFLICT, new UnknownMemberIdException("no")),
                means(Kind.CONFLICT, new RebalanceInProgressException("no")),
                means(Kind.CONFLICT, new ReassignmentInProgressException("no")),
                means(Kind.TOO_MANY, new ThrottlingQuotaExceededException("no")),
                means(Kind.INVALID, new InvalidGroupIdException("no")),
                means(Kind.UNPROCESSABLE, new InvalidReplicaAssignmentException("no")),
                means(Kind.UNPROCESSABLE, new InvalidRequestException("no")),
                means(Kind.UNPROCESSABLE, new OffsetOutOfRangeException("no")),
                means(Kind.UNPROCESSABLE, new UnsupportedVersionException("no")),
                means(Kind.UNKNOWN_OUTCOME, new TimeoutException("Expiring 1 record(s)")),
                means(Kind.UNKNOWN_OUTCOME, new DisconnectException("gone")),
                means(Kind.UNKNOWN_OUTCOME, new NetworkException("gone")),
                means(Kind.UNKNOWN_OUTCOME, new NotEnoughReplicasException("1 of 2")),
                means(Kind.UNKNOWN_OUTCOME, new NotEnoughReplicasAfterAppendException("1 of 2")),
                means(Kind.UNKNOWN_OUTCOME, new NotLeaderOrFollowerException("moved")),
                means(Kind.UNKNOWN_OUTCOME, new BrokerNotAvailableException("gone")),
                means(Kind.UNKNOWN_OUTCOME, new ProducerFencedException("fenced")),
                means(Kind.UNKNOWN_OUTCOME, new OutOfOrderSequenceException("gap")),
                means(Kind.UNKNOWN_OUTCOME, new UnknownServerException("?")),
                means(Kind.UNKNOWN_OUTCOME, new java.util.concurrent.TimeoutException("late")),
                means(Kind.INTERNAL, new NullPointerException("ours")),
                means(Kind.INTERNAL, new IllegalStateException("ours")));
    }

    static Stream<Arguments> sendsThatWroteNothing() {
        return Stream.of(
                Arguments.of(new BufferExhaustedException("no memory within 50 ms")),
                Arguments.of(
                        new KafkaException(
                                "Failed to append record because it was part of a batch which had one more more invalid records")),
                Arguments.of(new TimeoutException("Topic web_log not present in metadata after 50 ms.")),
                Arguments.of(
                        new TimeoutException(
                                "Partition 3 of topic web_log with partition count 1 is not present in metadata after 50 ms.")));
    }

    static Stream<Arguments> wrapped() {
        var kafkas = new RecordTooLargeException("too large");
        return Stream.of(
                Arguments.of(new ExecutionException(kafkas)),
                Arguments.of(new KafkaException("Failed to find brokers to send ListGroups", kafkas)),
                Arguments.of(new ExecutionException(new KafkaException("Failed", kafkas))),
                Arguments.of(new CompletionException(kafkas)),
                Arguments.of(new CompletionException(new ExecutionException(kafkas))),
                Arguments.of(new IllegalStateException("Retries exhausted: 0/0", kafkas)),
                Arguments.of(new CompletionException(new IllegalStateException("Retries exhausted: 3/3", kafkas))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_exception_of_kafka_has_a_kind_of_failure(Kind kind, Exception thrown) {
        assertThat(KafkaFailures.ofWrite(thrown).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_failure_keeps_the_exception_of_kafka_as_its_cause(Kind kind, Exception thrown) {
        assertThat(KafkaFailures.ofWrite(thrown)).hasCause(thrown);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_exception_without_a_message_shows_no_name_of_a_class(Kind kind, Exception thrown) throws Exception {
        var silent = thrown.getClass().getConstructor(String.class).newInstance((Object) null);

        assertThat(KafkaFailures.ofWrite(silent).getMessage())
                .isNotBlank()
                .doesNotContain("Exception", "null", thrown.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void wrapping_exceptions_are_ignored(Exception wrapper) {
        assertThat(KafkaFailures.ofSend(wrapper).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @MethodSource("sendsThatWroteNothing")
    void a_send_that_the_producer_never_took_in_is_surely_not_written(Exception thrown) {
        assertThat(KafkaFailures.ofSend(thrown).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void a_send_that_the_producer_took_in_may_be_written_when_time_is_up() {
        var expired =
                new TimeoutException("Expiring 1 record(s) for web_log-0:5000 ms has passed since batch creation");

        assertThat(KafkaFailures.ofSend(expired).kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void a_send_that_the_producer_dropped_when_it_was_closed_may_be_written() {
        var dropped = new KafkaException("Producer is closed forcefully.");

        assertThat(KafkaFailures.ofSend(dropped).kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void the_message_of_a_defect_is_only_logged() {
        assertThat(KafkaFailures.ofSend(new IllegalStateException("ours")).getMessage())
                .doesNotContain("ours");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_question_has_no_unknown_outcome(Kind kind, Exception thrown) {
        var expected = kind == Kind.UNKNOWN_OUTCOME ? Kind.UNAVAILABLE : kind;

        assertThat(KafkaFailures.ofRead(thrown).kind()).isEqualTo(expected);
    }

    @Test
    void a_failure_is_returned_unchanged() {
        var failure = Failure.of(Kind.TOO_MANY, "Too many");

        assertThat(KafkaFailures.ofSend(new CompletionException(failure))).isSameAs(failure);
    }

    private static Arguments means(Kind kind, Exception thrown) {
        return Arguments.of(kind, thrown);
    }

    @Test
    void a_connection_to_a_controller_is_reported_as_one() {
        var refused = new UnsupportedVersionException("The node does not support METADATA");

        assertThat(List.of(
                        KafkaFailures.ofRead(new KafkaException("Failed to find brokers to send ListGroups", refused)),
                        ConsumerFailures.ofRead(refused)))
                .allSatisfy(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(failure).hasMessageContaining("KRaft controller");
                });
    }
}

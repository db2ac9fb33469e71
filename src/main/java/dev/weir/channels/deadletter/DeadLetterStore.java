package dev.weir.channels.deadletter;

import dev.weir.kafka.KafkaFailures;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.TopicCreation;
import dev.weir.model.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends dead letters, creates their topics, and replaces a dead letter that is too large by a reference. */
final class DeadLetterStore {

    private final RecordSender sender;
    private final TopicCreation topics;

    DeadLetterStore(RecordSender sender, TopicCreation topics) {
        this.sender = sender;
        this.topics = topics;
    }

    /** Completes when the dead letter, or a reference to its record, is on all in-sync replicas. */
    CompletionStage<Void> store(DeadLetter letter) {
        return create(letter)
                .exceptionallyCompose(thrown -> is(Failure.Kind.TOO_LARGE, thrown)
                        ? send(letter.reference())
                        : CompletableFuture.failedFuture(thrown));
    }

    private CompletionStage<Void> create(DeadLetter letter) {
        return send(letter)
                .exceptionallyCompose(thrown -> is(Failure.Kind.NOT_FOUND, thrown)
                        ? topics.create(letter.topic()).thenCompose(created -> send(letter))
                        : CompletableFuture.failedFuture(thrown));
    }

    private CompletionStage<Void> send(DeadLetter letter) {
        return sender.store(letter.topic(), letter.record());
    }

    private static boolean is(Failure.Kind kind, Throwable thrown) {
        return KafkaFailures.ofSend(thrown).kind() == kind;
    }
}

package dev.weir.deadletters.redrive;

import dev.weir.deadletters.letter.BlockingResult;
import dev.weir.deadletters.letter.LetterCause;
import dev.weir.deadletters.letter.LetterOrigin;
import dev.weir.deadletters.letter.LetterSizes;
import dev.weir.deadletters.mark.LetterId;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes of a dead letter the record that is sent, or finds the reason why none is. */
final class LetterPreparer {

    private final RedriveEnvironment environment;
    private final RedriveSpec spec;
    private final RedriveClient client;
    private final Uuid topicId;

    /**
     * Prepares dead letters of one topic.
     *
     * @param topicId of the dead letter topic
     */
    LetterPreparer(RedriveEnvironment environment, RedriveSpec spec, RedriveClient client, Uuid topicId) {
        this.environment = environment;
        this.spec = spec;
        this.client = client;
        this.topicId = topicId;
    }

    /**
     * The record to send.
     *
     * @throws Failure with the reason why this dead letter is not sent
     */
    PreparedLetter prepare(ConsumerRecord<byte[], byte[]> letter) {
        var cause = LetterCause.of(letter.headers());
        var edit = spec.edit(letter);
        checkContent(letter, cause, edit);
        checkLoop(letter);
        var id = new LetterId(topicId, letter.partition(), letter.offset());
        checkMark(id);
        var target = target(cause);
        var key = edit.key().isPresent() ? edit.key().get().bytes() : letter.key();
        var value = edit.value().isPresent() ? edit.value().get().bytes() : letter.value();
        return new PreparedLetter(
                id,
                target,
                new ProducerRecord<>(
                        target.value(),
                        key == null ? partition(target, cause.origin()) : null,
                        // Without a timestamp of its own: retention could delete an old record at once.
                        null,
                        key,
                        value,
                        headers(letter, edit)));
    }

    private void checkContent(ConsumerRecord<byte[], byte[]> letter, LetterCause cause, LetterEdit edit) {
        if (cause.isUnknown() && !environment.topics().isNamed(letter.topic())) {
            throw skip("It is no dead letter: neither its headers nor the name of its topic say so");
        }
        if (!LetterSizes.isComplete(letter)) {
            throw skip("It has more bytes than Weir has memory for; give Weir a larger heap, or weir.reading.memory");
        }
        if (cause.leftOut() != null && edit.value().isEmpty()) {
            throw skip("The dead letter lacks a part of its record (%s); send it with an edited value"
                    .formatted(cause.leftOut()));
        }
    }

    private void checkLoop(ConsumerRecord<byte[], byte[]> letter) {
        int count = RedriveHeader.count(letter.headers());
        if (count >= spec.maxRedrives() && !spec.isForced()) {
            throw skip("It was sent back %d times and became a dead letter again each time; force sends it once more"
                    .formatted(count));
        }
    }

    /** Whether its mark, as last read, permits a send. */
    private void checkMark(LetterId id) {
        if (spec.isForced()) {
            return;
        }
        environment.marks().of(id).ifPresent(mark -> {
            throw skip(
                    switch (mark.state()) {
                        case SENT ->
                            "It was sent already, to partition %d of topic '%s' at offset %d; force sends it again"
                                    .formatted(mark.partition(), mark.topic(), mark.offset());
                        case CLAIMED ->
                            "Redrive %s is sending it, or ended before it could say what became of it; force sends it again"
                                    .formatted(mark.redrive());
                        case UNKNOWN ->
                            "It may have been sent already, by redrive %s (%s); force sends it again"
                                    .formatted(mark.redrive(), mark.error());
                    });
        });
    }

    private TopicName target(LetterCause cause) {
        var name = spec.to() != null ? spec.to() : origin(cause);
        if (name.isInternal() || name.equals(environment.marks().topic())) {
            throw skip("Topic '%s' takes no records of clients".formatted(name));
        }
        if (!client.mayProduce().test(name)) {
            throw skip("You may not produce to topic '%s'; no rule of yours allows it".formatted(name));
        }
        // No topic is created for the records of a redrive.
        var unused = BlockingResult.of(environment.metadata().partitions(name));
        return name;
    }

    private static TopicName origin(LetterCause cause) {
        if (cause.origin().topic() == null) {
            throw skip("Its headers do not name the topic that it came from; say where it goes with to");
        }
        return new TopicName(cause.origin().topic());
    }

    /** Records without a key keep the partition of their origin, where the target has it. */
    private Integer partition(TopicName target, LetterOrigin origin) {
        return Optional.ofNullable(origin.partition())
                .filter(partition -> target.value().equals(origin.topic())
                        && partition < BlockingResult.of(environment.metadata().partitions(target)))
                .orElse(null);
    }

    private static Iterable<Header> headers(ConsumerRecord<byte[], byte[]> letter, LetterEdit edit) {
        List<Header> own = edit.headers().orElseGet(() -> LetterCause.ownHeaders(letter.headers()));
        var headers = new RecordHeaders();
        own.stream().filter(header -> !header.key().equals(RedriveHeader.NAME)).forEach(headers::add);
        return headers.add(RedriveHeader.NAME, RedriveHeader.of(letter));
    }

    private static Failure skip(String reason) {
        return Failure.unprocessable(reason);
    }
}

package dev.weir.deadletters.redrive;

import dev.weir.deadletters.mark.LetterId;
import dev.weir.deadletters.mark.Mark;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.TopicName;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Sends dead letters that no other redrive sends: claims them, sends those whose claims were first, and marks them.
 *
 * <p>See RATIONALE.md, "A redrive claims before it sends".
 */
final class ClaimedSend {

    /** A claim lasts two minutes; nothing is sent when less than half of it is left. */
    private static final Duration MAX_CLAIM = Duration.ofMinutes(1);

    private final RedriveEnvironment environment;
    private final RedriveSpec spec;
    private final Uuid topicId;
    private final BlockingSender sender;
    private final Mark claim;
    private Failure unmarked;

    /**
     * The effect on one dead letter.
     *
     * @param isTried whether it was sent, or tried to
     */
    record Effect(Outcome outcome, boolean isTried) {

        static Effect skipped(String reason) {
            return new Effect(Outcome.of(Failure.conflict(reason)), false);
        }
    }

    ClaimedSend(
            String id,
            RedriveEnvironment environment,
            RedriveSpec spec,
            RedriveClient client,
            Uuid topicId,
            CountDownLatch stop) {
        this.environment = environment;
        this.spec = spec;
        this.topicId = topicId;
        sender = new BlockingSender(environment.sender(), stop);
        claim = Mark.claim(id, client.name(), spec.isForced());
    }

    /**
     * Sends dead letters of which no two have the same key.
     *
     * @throws Failure where the marks cannot be written or read: then none was sent
     */
    List<Effect> send(List<PreparedLetter> letters) throws InterruptedException {
        checkTopic();
        var sinceClaim = new Stopwatch(environment.ticker());
        var before = letters.stream()
                .map(letter -> environment.marks().of(letter.id()))
                .toList();
        claim(letters);
        environment.marks().refresh();
        var effects = new Effect[letters.size()];
        Map<TopicName, List<Integer>> byTarget = new LinkedHashMap<>();
        for (int i = 0; i < letters.size(); i++) {
            if (isOurs(letters.get(i).id())) {
                byTarget.computeIfAbsent(letters.get(i).target(), first -> new ArrayList<>())
                        .add(i);
            } else {
                effects[i] = Effect.skipped("Another redrive sends it, or has sent it since");
            }
        }
        if (sinceClaim.exceeds(MAX_CLAIM)) {
            forget(letters.stream().map(PreparedLetter::id).filter(this::isOurs).toList());
            throw Failure.unavailable("Kafka took too long to confirm claims; nothing more was sent");
        }
        for (var target : byTarget.entrySet()) {
            var records =
                    target.getValue().stream().map(i -> letters.get(i).record()).toList();
            var outcomes = sender.send(target.getKey(), spec.partitioning(), records);
            for (int i = 0; i < outcomes.size(); i++) {
                effects[target.getValue().get(i)] = new Effect(outcomes.get(i), true);
            }
        }
        mark(letters, before, effects);
        return Arrays.asList(effects);
    }

    /** Removes marks; the next redrive finds those that could not be removed. */
    void forget(List<LetterId> letters) throws InterruptedException {
        if (!letters.isEmpty()) {
            write(letters.stream()
                    .map(letter -> environment.marks().record(letter, null))
                    .toList());
        }
    }

    /** Records of another topic of this name are no dead letters of this redrive. */
    private void checkTopic() {
        var now = environment.topics().describe(spec.topic().value());
        if (!now.topicId().equals(topicId)) {
            throw Failure.conflict(
                    "Topic '%s' was deleted and created again since the redrive began".formatted(spec.topic()));
        }
    }

    private void claim(List<PreparedLetter> letters) throws InterruptedException {
        var outcomes = write(letters.stream()
                .map(letter -> environment.marks().record(letter.id(), claim))
                .toList());
        for (var outcome : outcomes) {
            if (!outcome.isStored()) {
                environment.marks().refresh();
                forget(letters.stream()
                        .map(PreparedLetter::id)
                        .filter(this::isOurs)
                        .toList());
                throw Failure.unavailable("Dead letters cannot be claimed in topic '%s', and nothing more was sent: %s"
                        .formatted(
                                environment.marks().topic(), outcome.failure().getMessage()));
            }
        }
    }

    private boolean isOurs(LetterId letter) {
        return environment
                .marks()
                .of(letter)
                .filter(mark ->
                        mark.state() == Mark.State.CLAIMED && mark.redrive().equals(claim.redrive()))
                .isPresent();
    }

    private void mark(List<PreparedLetter> letters, List<Optional<Mark>> before, Effect[] effects)
            throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> marks = new ArrayList<>();
        for (int i = 0; i < effects.length; i++) {
            if (effects[i].isTried()) {
                marks.add(environment.marks().record(letters.get(i).id(), mark(before.get(i), effects[i].outcome())));
            }
        }
        for (var outcome : marks.isEmpty() ? List.<Outcome>of() : write(marks)) {
            if (!outcome.isStored()) {
                unmarked = Failure.unavailable(
                        ("The last %d records of the redrive were sent, and not marked as sent in topic '%s': %s. "
                                        + "They stay claimed, and are sent again only if that is forced")
                                .formatted(
                                        marks.size(),
                                        environment.marks().topic(),
                                        outcome.failure().getMessage()));
            }
        }
    }

    /**
     * Ends the redrive where the last marks could not be written.
     *
     * @throws Failure with what that means
     */
    void checkMarked() {
        if (unmarked != null) {
            throw unmarked;
        }
    }

    /** A record that Kafka rejected has its previous mark, usually none. */
    private Mark mark(Optional<Mark> before, Outcome outcome) {
        if (outcome.isStored()) {
            return claim.sent(outcome.stored());
        }
        return outcome.failure().kind() == Failure.Kind.UNKNOWN_OUTCOME
                ? claim.unknown(outcome.failure().getMessage())
                : before.orElse(null);
    }

    private List<Outcome> write(List<ProducerRecord<byte[], byte[]>> marks) throws InterruptedException {
        return sender.send(environment.marks().topic(), PartitionerType.MURMUR2, marks);
    }
}

package dev.weir.deadletters.redrive;

import dev.weir.deadletters.letter.LetterDetails;
import dev.weir.model.Failure;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the effect of a redrive, for as long as a client waits; blocks, and changes nothing. */
public final class DryRun {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final int MAX_SKIPPED = 1_000;
    private static final int SAMPLE = 5;

    private final RedriveEnvironment environment;
    private final RedriveSpec spec;
    private final RedriveClient client;
    private final boolean payloads;
    private final Stopwatch sinceStart;
    private final SortedMap<String, Long> targets = new TreeMap<>();
    private final List<RedriveResult> skipped = new ArrayList<>();
    private final List<LetterDetails> sample = new ArrayList<>();
    private long count;
    private long skippedCount;

    /**
     * Plans a redrive.
     *
     * @param payloads whether the sample may have values
     */
    public DryRun(RedriveEnvironment environment, RedriveSpec spec, RedriveClient client, boolean payloads) {
        this.environment = environment;
        this.spec = spec;
        this.client = client;
        this.payloads = payloads;
        sinceStart = new Stopwatch(environment.ticker());
    }

    /** Looks at the dead letters as they are now. */
    public RedrivePlan plan() {
        var topic = environment.topics().describe(spec.topic().value());
        environment.marks().refresh();
        var preparer = new LetterPreparer(environment, spec, client, topic.topicId());
        var missing = new MissingLetters(spec.selected());
        boolean isComplete = true;
        try (var reader = environment.reader()) {
            for (var read : SelectedReads.of(spec, environment.topics().ranges(List.of(topic)))) {
                isComplete = isComplete
                        && reader.read(read, letter -> {
                            missing.found(letter);
                            visit(preparer, letter);
                            return !sinceStart.exceeds(TIMEOUT);
                        });
            }
        }
        if (isComplete) {
            missing.results().forEach(this::skip);
        }
        return new RedrivePlan(
                true,
                count,
                targets.entrySet().stream()
                        .map(target -> new RedrivePlan.Target(target.getKey(), target.getValue()))
                        .toList(),
                skippedCount,
                skipped,
                sample,
                isComplete);
    }

    private void visit(LetterPreparer preparer, ConsumerRecord<byte[], byte[]> letter) {
        if (!spec.selects(letter) || !spec.filter().test(letter)) {
            return;
        }
        try {
            targets.merge(preparer.prepare(letter).target().value(), 1L, Long::sum);
            count++;
            if (sample.size() < SAMPLE) {
                sample.add(LetterDetails.excerpt(letter, payloads));
            }
        } catch (Failure reason) {
            if (reason.kind() == Failure.Kind.UNAVAILABLE) {
                throw reason;
            }
            skip(RedriveResult.skipped(letter, reason.getMessage()));
        }
    }

    private void skip(RedriveResult result) {
        skippedCount++;
        if (skipped.size() < MAX_SKIPPED) {
            skipped.add(result);
        }
    }
}

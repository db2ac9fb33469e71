package dev.weir.console.history;

import dev.weir.groups.CommittedOffsets;
import dev.weir.groups.index.IndexedGroup;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.reading.OffsetLookup;
import dev.weir.reading.Stopwatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads one sample at a time: looks up the watched partitions every few seconds, and their offsets each time. */
final class SampleReader {

    /** With more partitions than this, topics of which only the rate is shown are sampled less often. */
    private static final int MAX_RATED_EACH_TIME = 1_000;

    private final KafkaAdmin admin;
    private final Watches watches;
    private final TargetFinder finder;
    private final GroupEvents events;
    private final CommittedOffsets committed;
    private final OffsetLookup offsets;
    private final Stopwatch sinceTargets;
    private volatile Targets targets = Targets.NONE;
    private volatile long targetsChanges = -1;

    SampleReader(KafkaAdmin admin, Watches watches, TargetFinder finder, GroupEvents events) {
        this.admin = admin;
        this.watches = watches;
        this.finder = finder;
        this.events = events;
        committed = new CommittedOffsets(admin);
        offsets = new OffsetLookup(admin, IsolationLevel.READ_UNCOMMITTED, OffsetLookup.Leaderless.EXPECT_NONE);
        sinceTargets = new Stopwatch(admin.ticker());
    }

    /** The next sample looks the watched partitions up again. */
    void reset() {
        targetsChanges = -1;
    }

    /** Reads a sample; not called again before it is complete. */
    CompletionStage<Snapshot> read() {
        boolean isDue = sinceTargets.exceeds(finder.maxAge());
        long changes = watches.changes();
        if (!isDue && changes == targetsChanges) {
            return read(targets, targets.rated().size() <= MAX_RATED_EACH_TIME);
        }
        return finder.find().thenCompose(found -> {
            events.members(System.currentTimeMillis(), targets.details(), found.details());
            targets = found;
            sinceTargets.restart();
            targetsChanges = changes;
            return read(found, true);
        });
    }

    private CompletionStage<Snapshot> read(Targets from, boolean rates) {
        var sinceStart = new Stopwatch(admin.ticker());
        var partitions = new ArrayList<>(from.watched());
        if (rates) {
            partitions.addAll(from.rated());
        }
        var groups = from.allGroups();
        var consumers = groups.stream()
                .filter(group -> !group.isShare())
                .map(IndexedGroup::group)
                .toList();
        var consuming = committed.ofConsumers(consumers, from.watched());
        var sharing = committed.ofShares(IndexedGroup.shares(groups), from.watched());
        return offsets.latest(partitions)
                .thenCombine(
                        consuming,
                        (ends, committed) -> new Snapshot(
                                System.currentTimeMillis(),
                                from,
                                ends,
                                committed,
                                sinceStart.elapsed().toMillis()))
                .thenCombine(sharing, SampleReader::with);
    }

    private static Snapshot with(Snapshot snapshot, Map<String, Map<TopicPartition, Long>> shares) {
        if (shares.isEmpty()) {
            return snapshot;
        }
        var all = new HashMap<>(snapshot.committed());
        all.putAll(shares);
        return new Snapshot(snapshot.time(), snapshot.targets(), snapshot.ends(), all, snapshot.latencyMillis());
    }
}

package dev.weir.topics;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.model.Failure;
import dev.weir.reading.Stopwatch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * The bytes of all partitions on all running brokers: one response of a broker has all of its topics anyway.
 *
 * <p>Safe for use by many threads, which share a request that is in flight.
 */
final class PartitionBytes {

    /** A list of topics in pages asks for each page. */
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    /** A broker that has just stopped must not delay the response of the others. */
    private static final DescribeLogDirsOptions TIMEOUT = new DescribeLogDirsOptions().timeoutMs(2_000);

    private final KafkaAdmin admin;
    private CompletableFuture<Map<TopicPartition, Long>> latest = CompletableFuture.completedFuture(null);
    private Stopwatch sinceLatest;

    PartitionBytes(KafkaAdmin admin) {
        this.admin = admin;
    }

    /**
     * Those of the last ten seconds; a failure is not kept.
     *
     * @param partitions which must be among them; the brokers report those that they did not have then
     */
    synchronized CompletionStage<Map<TopicPartition, Long>> recent(Collection<TopicPartition> partitions) {
        if (sinceLatest == null || latest.isCompletedExceptionally() || (latest.isDone() && isOutdated(partitions))) {
            sinceLatest = new Stopwatch(admin.ticker());
            latest = now().toCompletableFuture();
        }
        return latest;
    }

    private boolean isOutdated(Collection<TopicPartition> partitions) {
        return sinceLatest.exceeds(MAX_AGE) || !latest.join().keySet().containsAll(partitions);
    }

    /** Those that the brokers report now. */
    CompletionStage<Map<TopicPartition, Long>> now() {
        return admin.read(admin -> admin.describeCluster().nodes())
                .thenCompose(nodes -> {
                    var brokers = nodes.stream().map(Node::id).toList();
                    return admin.readEach(
                            brokers,
                            admin -> admin.describeLogDirs(brokers, TIMEOUT).descriptions()::get,
                            Set.of(Failure.Kind.UNAVAILABLE));
                })
                .thenApply(brokers -> {
                    var bytes = new HashMap<TopicPartition, Long>();
                    brokers.values().forEach(directories -> add(directories.values(), bytes));
                    return bytes;
                });
    }

    private static void add(Collection<LogDirDescription> directories, Map<TopicPartition, Long> bytes) {
        for (var directory : directories) {
            directory.replicaInfos().forEach((at, replica) -> {
                if (!replica.isFuture()) {
                    bytes.merge(at, replica.size(), Long::sum);
                }
            });
        }
    }
}

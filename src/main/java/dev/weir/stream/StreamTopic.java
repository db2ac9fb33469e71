package dev.weir.stream;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.reading.PollLoop;
import dev.weir.reading.PollScheduler;
import dev.weir.reading.Stopwatch;
import dev.weir.reading.TopicIds;
import dev.weir.reading.TopicWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves a stream on when its topic has more partitions, has deleted the records that come next, or was deleted and
 * created again. Used on the strand of the stream.
 */
final class StreamTopic {

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

    private final TopicStream stream;
    private final StreamRequest request;
    private final StreamWriter writer;
    private final StreamRanges lookup;
    private final PollLoop loop;
    private final TopicWatch watch;
    private final Stopwatch sinceCheck;
    private final Duration interval;

    /**
     * The topic of a stream.
     *
     * @param interval between two look-ups of the partitions of a followed topic
     */
    StreamTopic(
            TopicStream stream,
            StreamRequest request,
            StreamWriter writer,
            StreamRanges lookup,
            PollLoop loop,
            PollScheduler scheduler,
            TopicIds ids,
            Duration interval) {
        this.stream = stream;
        this.request = request;
        this.writer = writer;
        this.lookup = lookup;
        this.loop = loop;
        this.interval = interval;
        watch = new TopicWatch(ids, loop, scheduler.stopwatch(), topic -> stream.restart());
        sinceCheck = scheduler.stopwatch();
    }

    /** The consumer does not report that its topic was deleted, or has more partitions now. */
    void check() {
        watch.check(Set.of(request.topic().value()));
        if (!request.follow() || !sinceCheck.exceeds(interval)) {
            return;
        }
        sinceCheck.restart();
        loop.run(lookup.partitions(request.topic()), (count, thrown) -> {
            if (thrown == null) {
                addPartitions(count);
            } else if (KafkaFailures.ofRead(thrown).kind() == Failure.Kind.NOT_FOUND) {
                stream.fail(KafkaFailures.ofRead(thrown));
            }
        });
    }

    private void addPartitions(int count) {
        if (request.partition() == null && count > writer.partitions()) {
            stream.seek(request.place().beginnings(writer.partitions(), count));
        }
    }

    /** The client, or Weir, was so slow that the records that come next are deleted. */
    void skipDeleted(Map<TopicPartition, Long> lost) {
        loop.run(lookup.earliest(lost.keySet()), (earliest, thrown) -> {
            if (thrown != null) {
                loop.pollAfter(RETRY_INTERVAL);
            } else if (writer.hidesGaps()) {
                stream.fail(Failure.of(
                        Failure.Kind.UNPROCESSABLE,
                        "Records of '" + request.topic() + "' were deleted before they could be read"));
            } else {
                var chunk = writer.chunk(List.of());
                stream.seek(earliest);
                lost.forEach((partition, offset) ->
                        writer.appendSkipped(chunk, partition, earliest.get(partition) - offset));
                stream.write(chunk);
            }
        });
    }

    /** The offsets of a recreated topic are not those of the deleted topic of the same name. */
    void restart() {
        if (request.framing() != Framing.EVENTS) {
            stream.fail(request.recreated());
            return;
        }
        loop.run(lookup.partitionsNow(request.topic()), (count, thrown) -> {
            if (thrown != null) {
                loop.pollAfter(RETRY_INTERVAL);
                return;
            }
            stream.forget();
            stream.seek(request.place().beginnings(0, count));
            var chunk = writer.chunk(List.of());
            writer.appendRecreated(chunk);
            stream.write(chunk);
        });
    }
}

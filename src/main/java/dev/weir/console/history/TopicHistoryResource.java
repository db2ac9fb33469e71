package dev.weir.console.history;

import dev.weir.console.history.TopicHistory.Commits;
import dev.weir.console.history.TopicHistory.Ends;
import dev.weir.console.history.TopicHistory.Reader;
import dev.weir.console.samples.SeriesKey;
import dev.weir.groups.index.IndexedGroup;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Caller;
import dev.weir.kafka.AdminDeadline;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Returns the offsets of a topic over time, and watches the topic from the first request on. */
@Path("/topics/{topic}/history")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class TopicHistoryResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final TopicMetadataCache topics;
    private final Sampler sampler;
    private final Access access;

    TopicHistoryResource(AdminDeadline deadline, TopicMetadataCache topics, Sampler sampler, Access access) {
        this.deadline = deadline;
        this.topics = topics;
        this.sampler = sampler;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        return Set.of("span", "step");
    }

    @GET
    public Uni<TopicHistory> history(@RestPath TopicName topic, @RestQuery String span, @RestQuery String step) {
        var caller = access.caller();
        var range = HistoryRange.of(span, step);
        return deadline.read(() -> topics.partitions(topic).thenCompose(count -> sampler.watch(topic)
                .thenApply(snapshot -> history(topic.value(), count, range, snapshot, caller))));
    }

    private TopicHistory history(String topic, int count, HistoryRange range, Snapshot snapshot, Caller caller) {
        var reader = new HistoryReader(sampler.history(), range);
        var partitions = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        return new TopicHistory(
                topic,
                range.step().toMillis(),
                reader.times(),
                partitions.stream()
                        .map(at -> new Ends(at.partition(), reader.offsets(SeriesKey.end(at))))
                        .toList(),
                snapshot.targets().groups().getOrDefault(topic, List.of()).stream()
                        .filter(group -> caller.maySeeGroup(group.group()))
                        .map(group -> group(group, partitions, reader, snapshot))
                        .toList());
    }

    private static Reader group(
            IndexedGroup group, List<TopicPartition> partitions, HistoryReader reader, Snapshot snapshot) {
        var id = group.group();
        return new Reader(
                id,
                snapshot.targets().state(id),
                partitions.stream()
                        .map(at -> new Commits(
                                at.partition(), reader.offsets(new SeriesKey(id, at)), reader.lagMillis(id, at)))
                        .toList());
    }
}

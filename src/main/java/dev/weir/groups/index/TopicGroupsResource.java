package dev.weir.groups.index;

import dev.weir.groups.GroupDetails;
import dev.weir.groups.Groups;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.kafka.AdminDeadline;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/** Lists the groups that read a topic. */
@Path("/topics/{topic}/groups")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class TopicGroupsResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final TopicMetadataCache topics;
    private final GroupIndex index;
    private final Groups groups;
    private final Access access;

    TopicGroupsResource(
            AdminDeadline deadline, TopicMetadataCache topics, GroupIndex index, Groups groups, Access access) {
        this.deadline = deadline;
        this.topics = topics;
        this.index = index;
        this.groups = groups;
        this.access = access;
    }

    @GET
    public Uni<List<TopicGroup>> groups(@RestPath TopicName topic) {
        var caller = access.caller();
        return deadline.read(() -> topics.partitions(topic)
                .thenCompose(exists -> index.byTopic())
                .thenCompose(byTopic -> described(byTopic.getOrDefault(topic.value(), List.of()).stream()
                        .filter(group -> caller.maySeeGroup(group.group()))
                        .toList())));
    }

    private CompletionStage<List<TopicGroup>> described(List<IndexedGroup> found) {
        return groups.describe(IndexedGroup.consumers(found), IndexedGroup.shares(found))
                .thenApply(details -> found.stream()
                        .map(group -> row(group, details.get(group.group())))
                        .toList());
    }

    private static TopicGroup row(IndexedGroup group, GroupDetails details) {
        return details == null
                ? new TopicGroup(group.group(), null, group.type(), null)
                : new TopicGroup(
                        group.group(),
                        details.state(),
                        details.type(),
                        details.members().size());
    }
}

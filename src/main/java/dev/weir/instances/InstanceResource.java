package dev.weir.instances;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.KnownQuery;
import dev.weir.http.MediaTypes;
import dev.weir.kafka.PartitionOffsets;
import dev.weir.kafka.TopicCatalog;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Says what one instance reads, from where, and how far it is done. */
@Path("/consumers/{group}/instances/{instance}")
@Consumes({MediaTypes.CONTROL, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
@Tag(name = "consume")
class InstanceResource implements KnownQuery {

    private final Instances instances;
    private final TopicCatalog topics;
    private final PartitionOffsets offsets;
    private final ObjectMapper json;

    InstanceResource(Instances instances, TopicCatalog topics, PartitionOffsets offsets, ObjectMapper json) {
        this.instances = instances;
        this.topics = topics;
        this.offsets = offsets;
        this.json = json;
    }

    @POST
    @Path("/subscription")
    @Operation(summary = "Subscribe to topics, or to all that match a pattern, as a member of the group")
    @RequestBody(description = "{\"topics\": [..]} or {\"topic_pattern\": \"..\"}, a pattern of RE2")
    public Uni<RestResponse<Void>> subscribe(@RestPath String group, @RestPath String instance, byte[] body) {
        var wanted = Bodies.subscription(json, body);
        return done(group, instance, found -> found.subscribe(wanted));
    }

    @GET
    @Path("/subscription")
    @Operation(summary = "The topics an instance is subscribed to, and the partitions the group has given it")
    public Uni<Subscription> subscription(@RestPath String group, @RestPath String instance) {
        return answer(group, instance, found -> found.subscription().thenCombine(found.assignment(), Subscription::of));
    }

    @DELETE
    @Path("/subscription")
    @Operation(summary = "Give up subscription and assignment")
    public Uni<RestResponse<Void>> unsubscribe(@RestPath String group, @RestPath String instance) {
        return done(group, instance, Instance::unsubscribe);
    }

    @POST
    @Path("/assignments")
    @Operation(
            summary = "Read certain partitions, without being a member of the group",
            description = "Pins them to this instance. What is committed counts for the group all the same.")
    @RequestBody(description = "{\"partitions\": [{\"topic\", \"partition\"}]}")
    public Uni<RestResponse<Void>> assign(@RestPath String group, @RestPath String instance, byte[] body) {
        var partitions = Bodies.partitions(json, body);
        return done(group, instance, found -> new PartitionCheck(topics)
                .exist(partitions)
                .thenCompose(exist -> found.assign(partitions)));
    }

    @GET
    @Path("/assignments")
    @Operation(summary = "The partitions an instance reads")
    public Uni<PartitionList> assignments(@RestPath String group, @RestPath String instance) {
        return answer(group, instance, found -> found.assignment().thenApply(PartitionList::of));
    }

    @POST
    @Path("/positions")
    @Operation(summary = "Go on from offsets, or from times")
    @RequestBody(
            description = "{\"offsets\"?: [{\"topic\", \"partition\", \"offset\"}], "
                    + "\"timestamps\"?: [{\"topic\", \"partition\", \"timestamp\"}]}")
    public Uni<RestResponse<Void>> seek(@RestPath String group, @RestPath String instance, byte[] body) {
        var wanted = Bodies.positions(json, body);
        return done(group, instance, found -> found.checkAssigned(wanted.partitions())
                .thenCompose(assigned -> offsets.at(wanted.times()))
                .thenCompose(times -> found.seek(wanted.with(times))));
    }

    @POST
    @Path("/positions/beginning")
    @Operation(summary = "Go on from the first records that are still there")
    @RequestBody(description = "{\"partitions\": [{\"topic\", \"partition\"}]}")
    public Uni<RestResponse<Void>> seekToBeginning(@RestPath String group, @RestPath String instance, byte[] body) {
        return seek(group, instance, body, offsets::earliest);
    }

    @POST
    @Path("/positions/end")
    @Operation(summary = "Go on behind the last records that there are now")
    @RequestBody(description = "{\"partitions\": [{\"topic\", \"partition\"}]}")
    public Uni<RestResponse<Void>> seekToEnd(@RestPath String group, @RestPath String instance, byte[] body) {
        return seek(group, instance, body, offsets::latest);
    }

    @POST
    @Path("/offsets")
    @Operation(
            summary = "Commit",
            description =
                    "Without a body all that was read; else offsets as they are given, each being the next to read.")
    @RequestBody(
            required = false,
            description = "{\"offsets\": [{\"topic\", \"partition\", \"offset\", \"metadata\"?}]}")
    public Uni<RestResponse<Void>> commit(@RestPath String group, @RestPath String instance, byte[] body) {
        var given = Bodies.offsets(json, body);
        return done(group, instance, found -> given.isPresent() ? found.commit(given.get()) : found.commit());
    }

    @GET
    @Path("/offsets")
    @Operation(summary = "What is committed for the partitions an instance reads")
    public Uni<PartitionList.Committed> committed(@RestPath String group, @RestPath String instance) {
        return answer(group, instance, found -> found.committed().thenApply(PartitionList::committed));
    }

    private <T> Uni<T> answer(String group, String instance, Function<Instance, CompletionStage<T>> question) {
        return Uni.createFrom().completionStage(() -> question.apply(instances.find(group, instance)));
    }

    private Uni<RestResponse<Void>> seek(
            String group,
            String instance,
            byte[] body,
            Function<Collection<TopicPartition>, CompletionStage<Map<TopicPartition, Long>>> places) {
        var partitions = Bodies.partitions(json, body);
        return done(group, instance, found -> found.checkAssigned(partitions)
                .thenCompose(assigned -> places.apply(partitions))
                .thenCompose(found::seek));
    }

    private Uni<RestResponse<Void>> done(
            String group, String instance, Function<Instance, CompletionStage<Void>> command) {
        return answer(group, instance, command).map(nothing -> RestResponse.noContent());
    }
}
